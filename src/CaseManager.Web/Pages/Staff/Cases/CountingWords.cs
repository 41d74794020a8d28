using CaseManager.Core.Statistics.Codes;

namespace CaseManager.Web.Pages.Staff.Cases;

/// <summary>Words for what a case is counted as, from the lists that are published.</summary>
public static class CountingWords
{
    private static readonly IReadOnlyList<CodeList> Lists = [CodeLists.Platform, CodeLists.HarmType, CodeLists.AgeBand, CodeLists.Outcome, CodeLists.RemovalTime];

    /// <summary>Every country by name, and the answer for all others at the end.</summary>
    public static IReadOnlyList<Code> Countries { get; } =
    [
        .. Core.Statistics.Codes.Countries.All
            .Select(code => new Code(code, Core.Statistics.Codes.Countries.NameOf(code)))
            .OrderBy(code => code.Label, StringComparer.InvariantCulture),
        new Code(Core.Statistics.Codes.Countries.Other, Core.Statistics.Codes.Countries.NameOf(Core.Statistics.Codes.Countries.Other)),
    ];

    /// <summary>List and code, joined by a dot, with its words.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All { get; } =
    [
        .. Lists.SelectMany(list => list.Codes.Select(code => KeyValuePair.Create($"{list.Name}.{code.Name}", code.Label))),
        .. Countries.Select(code => KeyValuePair.Create($"country.{code.Name}", code.Label)),
    ];
}

/// <summary>One question about a case as it is counted.</summary>
/// <param name="Id">Of its box.</param>
/// <param name="Label">Name of its text.</param>
/// <param name="Proposal">Name of the text that says where a proposed answer comes from; <see langword="null"/> where none is proposed.</param>
public sealed record CountingQuestion(string Id, string Label, IReadOnlyList<Code> Codes, string? Proposal = null);

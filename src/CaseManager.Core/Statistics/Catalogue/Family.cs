using CaseManager.Core.Statistics.Codes;

namespace CaseManager.Core.Statistics.Catalogue;

/// <summary>Which end of a case a figure counts.</summary>
public enum Side
{
    /// <summary>By the month it was registered in.</summary>
    Intake,

    /// <summary>By the month it was first closed in.</summary>
    Closure,
}

/// <summary>One table of the fixed catalogue: each counted case stands in exactly one cell of it, once.</summary>
public sealed class Family
{
    internal Family(short number, string code, Side side, string table, string title, params IReadOnlyList<string> dimensions) =>
        (Number, Code, Side, Table, Title, Dimensions) = (number, code, side, table, title, dimensions);

    /// <summary>As the ledger keeps it, from 1.</summary>
    public short Number { get; }

    /// <summary>As it is published: <c>I1</c>.</summary>
    public string Code { get; }

    public Side Side { get; }

    /// <summary>Name of its table, for example <c>intake_by_platform</c>.</summary>
    public string Table { get; }

    /// <summary>In plain words.</summary>
    public string Title { get; }

    /// <summary>Names of its code lists; none for the family by period.</summary>
    public IReadOnlyList<string> Dimensions { get; }

    /// <summary>Every cell of one period, in the order it is published in; codes joined by a slash. Decided before the period, never by its data.</summary>
    /// <param name="countries">The declared ones, in their order.</param>
    public IReadOnlyList<string> Cells(IReadOnlyList<string> countries) => Dimensions switch
    {
        [] => [""],
        ["country"] => [.. countries, Countries.Other],
        [var one] => CodesOf(one),
        _ => [.. CodesOf(Dimensions[0]).SelectMany(_ => CodesOf(Dimensions[1]), (first, second) => $"{first}/{second}")],
    };

    private static IReadOnlyList<string> CodesOf(string list) => [.. FixedCatalogue.ListOf(list).Codes.Select(code => code.Name)];
}

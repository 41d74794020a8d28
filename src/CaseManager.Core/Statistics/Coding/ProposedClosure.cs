using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;

namespace CaseManager.Core.Statistics.Coding;

/// <summary>What became of one request for a link.</summary>
/// <param name="StartedAt">The earlier of recorded submission and accepted mail, UTC; <see langword="null"/> where nothing left.</param>
/// <param name="Answer">What the recipient answered last, one of <see cref="AnswerClasses"/>.</param>
/// <param name="Outcome">How a person ended it, one of <see cref="RequestOutcomes"/>.</param>
public sealed record AskedRequest(DateTimeOffset? StartedAt, string? Answer, string? Outcome);

/// <summary>One link of a case, with everything that was asked about it.</summary>
/// <param name="GoneAt">When it was confirmed that it is gone, UTC; <see langword="null"/> where it is not, by what is known.</param>
/// <param name="CameBack">Whether it was gone, and is there again.</param>
public sealed record AskedLink(DateTimeOffset? GoneAt, bool CameBack, IReadOnlyList<AskedRequest> Requests);

/// <summary>
/// What the requests of a case say of how it ended. A proposal for whoever codes it and knows more; it counts nothing by itself.
/// </summary>
/// <param name="Outcome">A code of <see cref="Codes.CodeLists.Outcome"/>; <see langword="null"/> where they do not say.</param>
/// <param name="RemovalTime">A code of <see cref="Codes.CodeLists.RemovalTime"/>; <see langword="null"/> likewise.</param>
public sealed record ProposedClosure(string? Outcome, string? RemovalTime)
{
    private const string All = "removed_all";
    private const string Part = "removed_part";
    private const string Reappeared = "reappeared";
    private const string Refused = "refused";
    private const string NoAnswer = "no_answer";
    private const string AlreadyGone = "already_gone";
    private const string Referred = "referred";
    private const string StillUp = "still_up";

    // A bounce is no answer, nor is a machine's word that the mail came in.
    private static readonly HashSet<string> SaidNothing = [AnswerClasses.Acknowledged, .. AnswerClasses.Automatic];
    private static readonly string[] Gone = [All, "account_or_group_removed"];
    private static readonly string[] Partly = [Part, "geo_blocked_only", "de_indexed_only"];

    // Longest time first asked for to last seen gone: of several links the slowest one decides.
    private static readonly (TimeSpan Most, string Code)[] Bands =
    [
        (TimeSpan.FromHours(2), "up_to_2h"), (TimeSpan.FromHours(24), "up_to_24h"), (TimeSpan.FromHours(48), "up_to_48h"), (TimeSpan.FromDays(7), "up_to_7d"),
        (TimeSpan.FromDays(30), "up_to_30d"), (TimeSpan.MaxValue, "over_30d"),
    ];

    // Nothing left for it yet: beside others nobody can say how all ended.
    private static readonly End NotAskedYet = new(null, null, IsThere: true);

    /// <summary>Nothing can be told.</summary>
    public static ProposedClosure None { get; } = new(null, null);

    /// <param name="links">Every link that a request of the case names.</param>
    public static ProposedClosure Of(IReadOnlyList<AskedLink> links)
    {
        var ends = links.Select(EndOf).OfType<End>().ToList();
        if (ends.TrueForAll(end => ReferenceEquals(end, NotAskedYet)))
        {
            return None;
        }

        // What she withdrew, or what was gone before anybody asked, tells nothing of what was asked.
        List<End> asked = [.. ends.Where(end => end.Code is not (AlreadyGone or RequestOutcomes.WithdrawnBySurvivor))];
        if (asked.Count == 0)
        {
            return new ProposedClosure(ends.Exists(end => end.Code == AlreadyGone) ? AlreadyGone : RequestOutcomes.WithdrawnBySurvivor, null);
        }

        var outcome = OutcomeOf([.. asked.Select(end => end.Code).Distinct()]);
        return new ProposedClosure(outcome, TimeOf(asked));
    }

    /// <summary>The band of a time from the first notice to the confirmed removal.</summary>
    public static string Band(TimeSpan took) => Bands.First(band => took <= band.Most).Code;

    private static string? OutcomeOf(IReadOnlyList<string?> codes) => codes switch
    {
        _ when codes.Contains(null) => null,
        [var only] => only,
        _ when codes.Contains(Reappeared) => Reappeared,
        _ when codes.All(code => Gone.Contains(code)) => All,
        _ when codes.Any(code => Gone.Contains(code) || Partly.Contains(code)) => Part,
        _ => codes.Contains(Refused) ? Refused : NoAnswer,
    };

    private static string? TimeOf(IReadOnlyList<End> ends) => ends switch
    {
        _ when ends.Any(end => end.IsThere) => StillUp,
        _ when ends.All(end => end.Took is not null) => Band(ends.Max(end => end.Took!.Value)),
        _ => null,
    };

    /// <returns><see langword="null"/> for a link that stands in another request of the same kind.</returns>
    private static End? EndOf(AskedLink link)
    {
        List<AskedRequest> requests = [.. link.Requests.Where(request => request.Outcome != RequestOutcomes.Duplicate)];
        List<string> outcomes = [.. requests.Select(request => request.Outcome).OfType<string>()];
        var started = requests.Min(request => request.StartedAt);
        if (link.GoneAt is { } goneAt)
        {
            if (started is not { } first || first >= goneAt)
            {
                return new End(AlreadyGone, null, IsThere: false);
            }

            // Whoever ended it may have seen more than that it is gone from where the program looks.
            var said = outcomes.Find(code => Gone.Contains(code) || Partly.Contains(code) || code is AlreadyGone) ?? All;
            return new End(said, Gone.Contains(said) ? goneAt - first : null, IsThere: false);
        }

        if (link.CameBack || outcomes.Contains(Reappeared))
        {
            return new End(Reappeared, null, IsThere: true);
        }

        if (outcomes.Find(code => Gone.Contains(code) || Partly.Contains(code) || code is AlreadyGone) is { } removed)
        {
            // A person's word; when it went nobody saw.
            return new End(removed, null, IsThere: false);
        }

        if (requests.Count > 0 && requests.TrueForAll(request => request.Outcome == RequestOutcomes.WithdrawnBySurvivor))
        {
            return new End(RequestOutcomes.WithdrawnBySurvivor, null, IsThere: false);
        }

        if (started is null && outcomes.Count == 0)
        {
            return requests.Count == 0 ? null : NotAskedYet;
        }

        return new End(WithoutRemoval(requests, outcomes), null, IsThere: true);
    }

    // Whoever says that it was removed, or asks for more, has neither refused nor been silent: only a person can tell.
    private static string? WithoutRemoval(List<AskedRequest> requests, List<string> outcomes) =>
        outcomes.Contains(Refused) || requests.Exists(request => request.Answer == AnswerClasses.Refused) ? Refused
        : outcomes.Contains(Referred) ? Referred
        : requests.TrueForAll(request => request.Answer is null || SaidNothing.Contains(request.Answer)) || outcomes.Contains(NoAnswer) ? NoAnswer
        : null;

    /// <param name="Code">How it ended for the link; <see langword="null"/> where nobody can tell.</param>
    /// <param name="Took">From the first notice to the confirmed removal.</param>
    private sealed record End(string? Code, TimeSpan? Took, bool IsThere);
}

using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Venues;

/// <summary>One thing that happened.</summary>
/// <param name="At">UTC.</param>
public sealed record VenueLine(DateTimeOffset At, string Words);

/// <summary>What happened to a venue, in words. It is made of what the person may know and of nothing else.</summary>
public sealed class VenueTimeline(IStringLocalizer<VenuesText> text)
{
    /// <returns>Newest first.</returns>
    public IReadOnlyList<VenueLine> Of(ShownVenue venue)
    {
        List<VenueLine> lines = venue.FirstSeenAt is { } first ? [new VenueLine(first, text["Line.named"])] : [];
        lines.AddRange(venue.Files.Select(file => new VenueLine(file.OpenedAt, text["Line.file", CaseReference.Write(file.CaseId)])));
        lines.AddRange(venue.Shared.SelectMany(OfNotice));
        lines.AddRange(venue.Successors.SelectMany(OfSuccessor));
        lines.AddRange(Changes(venue.Looks).Select(look => new VenueLine(look.At, text[$"Verdict.{VenueCodes.Write(look.Verdict)}"])));
        // Of what happened at one moment, the later follows from the earlier.
        lines.Reverse();
        return [.. lines.OrderByDescending(line => line.At)];
    }

    private IEnumerable<VenueLine> OfNotice(ShownShared notice)
    {
        yield return new VenueLine(notice.SealedAt, text["Line.sealed", notice.RecipientName, text[$"Route.{RouteCodes.Write(notice.Route)}"]]);
        if (notice.LeftAt is { } left)
        {
            yield return new VenueLine(left, text["Line.left", notice.RecipientName, text[$"Route.{RouteCodes.Write(notice.Route)}"], text[$"Label.{notice.Label}"]]);
        }

        if (notice is { Answer: { } answer, AnsweredAt: { } answered })
        {
            yield return new VenueLine(answered, text["Line.answered", notice.RecipientName, text[$"Answer.{answer}"] is { ResourceNotFound: false } known ? known.Value : text["Answer.other"].Value]);
        }
    }

    private IEnumerable<VenueLine> OfSuccessor(ShownSuccessor pair)
    {
        var other = pair.OtherUrl ?? text["AddressDamaged"].Value;
        yield return new VenueLine(pair.SuggestedAt, text["Line.suggested", other]);
        if (pair.DecidedAt is { } decided)
        {
            var name = pair.State == SuccessorState.Rejected ? "Line.rejected" : pair.OtherIsLater ? "Line.confirmed-later" : "Line.confirmed-earlier";
            yield return new VenueLine(decided, text[name, other]);
        }
    }

    /// <summary>The looks that told something else than the one before.</summary>
    private static IEnumerable<ShownLook> Changes(IReadOnlyList<ShownLook> newestFirst)
    {
        Verdict? before = null;
        foreach (var look in newestFirst.Reverse())
        {
            if (look.Verdict != before)
            {
                yield return look;
            }

            before = look.Verdict;
        }
    }
}

using System.Text;
using CaseManager.Core.Platforms.Bodies;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using Microsoft.EntityFrameworkCore;
using Directory = CaseManager.Core.Platforms.Records.Directory;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>The steps of a case's requests for staff: what is open and what can be done about it, what was decided and why.</summary>
public sealed class ShowSteps(CaseManagerDbContext database, ReadDirectory readDirectory, DataKeys keys)
{
    public async Task<IReadOnlyList<ShownStep>> RunAsync(Guid caseId, CancellationToken cancel)
    {
        var steps = await (
            from step in database.Set<Escalation>().AsNoTracking()
            join request in database.Set<TakedownRequest>().AsNoTracking() on step.RequestId equals request.Id
            where step.CaseId == caseId
            orderby step.OpenedAt, step.Id
            select new { Step = step, Request = request }).ToListAsync(cancel);
        if (steps.Count == 0)
        {
            return [];
        }

        var key = await keys.FindAsync(caseId, cancel);
        var directory = await readDirectory.RunAsync(cancel);
        var left = await LeftAsync(caseId, cancel);
        return [.. steps.Select(row => Show(row.Step, row.Request, directory, key, left[row.Request.Id]))];
    }

    private static ShownStep Show(Escalation step, TakedownRequest request, Directory directory, byte[]? key, IEnumerable<LeftNotice> left)
    {
        var platform = Recipient.IsPlatform(request.Recipient, out var platformId) ? directory.Platforms.Find(platformId) : null;
        var rung = LadderDirectory.Seed.For(platform).Find(step.RungId);
        var follows = rung?.Action switch
        {
            RungAction.Remind => left.LastOrDefault(notice => notice is { Route: NoticeRoute.Mail, State: NoticeState.Accepted }),
            RungAction.OtherWay => left.LastOrDefault(),
            RungAction.Upstream or RungAction.Draft or RungAction.Refer or null => null,
        };
        return new ShownStep(
            step,
            rung,
            follows?.Id,
            rung is { Action: RungAction.Draft or RungAction.Refer } && directory.Regimes.Find(request.RegimeId) is { } regime
                ? [.. BodyDirectory.Of(regime).Where(body => rung.Audience == RungAudience.Police ? body.Kind == BodyKind.Police : body.TakesComplaints)]
                : [],
            Open(key, step.ReasonSealed, SealedPlaces.StepReason(step.Id)),
            Open(key, step.ReferenceSealed, SealedPlaces.StepReference(step.Id)));
    }

    private async Task<ILookup<Guid, LeftNotice>> LeftAsync(Guid caseId, CancellationToken cancel) => (await (
        from item in database.Set<NoticeItem>()
        join notice in database.Set<Notice>() on item.NoticeId equals notice.Id
        where notice.CaseId == caseId && (notice.State == NoticeState.Accepted || notice.State == NoticeState.SubmittedByOperator)
        orderby notice.LeftAt
        select new { item.RequestId, Notice = new LeftNotice(notice.Id, notice.Route, notice.State) }).ToListAsync(cancel))
        .ToLookup(one => one.RequestId, one => one.Notice);

    private static string? Open(byte[]? key, byte[]? field, string place) =>
        key is null || field is null ? null : Encoding.UTF8.GetString(FieldCipher.Open(key, field, place));

    private sealed record LeftNotice(Guid Id, NoticeRoute Route, NoticeState State);
}

/// <summary>A step as staff see it.</summary>
/// <param name="Rung">What the ladder says of it; <see langword="null"/> for work of our own.</param>
/// <param name="Follows">The notice it would follow.</param>
/// <param name="Bodies">Where it can be taken to.</param>
public sealed record ShownStep(Escalation Step, Rung? Rung, Guid? Follows, IReadOnlyList<Body> Bodies, string? Reason, string? Reference);

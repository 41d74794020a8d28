using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Sealing.Roster;
using CaseManager.Core.Takedowns.FollowUp;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.Core.Takedowns.Venues;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>What a caseworker posts to release.</summary>
/// <param name="Statement">The exact bytes she signed.</param>
/// <param name="Signature">Ed25519, 64 bytes.</param>
/// <param name="Copies">The survivor's sealed copies, one for each notice of the statement, in its order.</param>
public sealed record NewRelease(byte[] Statement, byte[] Signature, IReadOnlyList<NewObject> Copies);

/// <summary>Lets links leave the seal, word for word as they were shown: everything in one transaction or nothing.</summary>
public sealed class ReleaseLinks(
    CaseManagerDbContext database,
    PreviewNotice preview,
    PlanNotices plan,
    RefuseSuppressed refuseSuppressed,
    ReadRoster readRoster,
    KeepTargets keepTargets,
    OpenRequests openRequests,
    SealNotices sealNotices,
    ShareNotices shareNotices,
    OpenSteps openSteps,
    PlanTimers planTimers,
    StoreObjects store,
    DataKeys keys,
    AuditLog audit,
    TimeProvider time)
{
    /// <summary>How far her clock may be off, or how long she may take.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <returns>The notices it made; the same ones when the same release is posted again.</returns>
    /// <exception cref="RefusedException">Something does not stand; nothing was stored.</exception>
    public async Task<IReadOnlyList<Notice>> RunAsync(Guid caseId, Guid staffId, NewRelease release, CancellationToken cancel)
    {
        var statement = ReleaseStatement.Read(release.Statement);
        var shown = statement.Notices.Select(notice => notice.Read()).ToList();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await CheckSignedAsync(caseId, staffId, statement, release, cancel);
        if (await FindRepeatedAsync(shown[0].Id, release.Signature, cancel) is { } repeated)
        {
            return repeated;
        }

        var standing = await preview.CheckCaseAsync(caseId, cancel);
        var planned = await PlanAsync(statement, shown, standing, cancel);
        await refuseSuppressed.RunAsync(planned, cancel);
        var row = await StoreAsync(caseId, staffId, release, cancel);
        var requests = await OpenAsync(planned, row, cancel);
        var key = await keys.GetOrCreateAsync(caseId, cancel);
        var copyIds = CopyIds(release.Copies, shown.Count);
        var notices = await sealNotices.RunAsync(planned, row, key, requests, copyIds, cancel);
        await shareNotices.RunAsync(notices, [.. requests.Select(asked => asked.Target)], cancel);
        await store.RunAsync(caseId, Authors.Staff(staffId), release.Copies, replaceWraps: false, cancel);
        if (planned.Followed is not null)
        {
            await openSteps.TakeAsync([.. requests.Select(asked => asked.Request.Id)], staffId, notices[0].Id, cancel);
        }

        await database.SaveChangesAsync(cancel);
        await planTimers.RefreshAsync([.. requests.Select(asked => asked.Request.Id)], cancel);
        await transaction.CommitAsync(cancel);
        return notices;
    }

    private async Task CheckSignedAsync(
        Guid caseId, Guid staffId, ReleaseStatement statement, NewRelease release, CancellationToken cancel)
    {
        var instance = await database.Set<Instance>().AsNoTracking().SingleOrDefaultAsync(cancel)
            ?? throw new RefusedException("not-accepting", RefusalKind.NotNow);
        if (statement.Instance != HexId.Write(HexId.FromBytes(instance.InstanceId))
            || statement.CaseId != HexId.Write(caseId)
            || statement.By != HexId.Write(staffId)
            || (time.GetUtcNow() - statement.At).Duration() > Tolerance)
        {
            throw new RefusedException("statement-elsewhere");
        }

        var roster = await readRoster.RunAsync(cancel);
        if (roster?.SigningKeyOf(staffId, time.GetUtcNow()) is not { } key
            || !SignedDocument.IsSigned(ReleaseStatement.Label, release.Statement, release.Signature, key))
        {
            throw new RefusedException("signature");
        }
    }

    private async Task<IReadOnlyList<Notice>?> FindRepeatedAsync(Guid noticeId, byte[] signature, CancellationToken cancel)
    {
        var known = await database.Set<Notice>().AsNoTracking().SingleOrDefaultAsync(notice => notice.Id == noticeId, cancel);
        if (known is null)
        {
            return null;
        }

        return await database.Set<Release>().AnyAsync(row => row.Id == known.ReleaseId && row.Signature == signature, cancel)
            ? await database.Set<Notice>().AsNoTracking().Where(notice => notice.ReleaseId == known.ReleaseId).ToListAsync(cancel)
            : throw new RefusedException("notice-exists", RefusalKind.Conflict);
    }

    private async Task<NoticePlan> PlanAsync(
        ReleaseStatement statement, List<(Guid Id, NoticeRoute Route, byte[] PreviewHash)> shown, CaseStanding standing, CancellationToken cancel)
    {
        if (shown.DistinctBy(notice => notice.Route).Count() != shown.Count || shown.DistinctBy(notice => notice.Id).Count() != shown.Count)
        {
            throw new RefusedException("statement");
        }

        var inputs = new PlanInputs(
            [.. statement.Links.Select(link => link.Url)],
            statement.Regime,
            statement.Language,
            statement.Authority,
            statement.OwnWork is not null,
            shown.ToDictionary(notice => notice.Route, notice => notice.Id))
        {
            Follows = statement.ReadFollows(),
        };
        var planned = await plan.RunAsync(inputs, standing, cancel);
        var sameLinks = planned.Links.Select(link => (link.Key, link.Url)).SequenceEqual(statement.Links.Select(link => (link.Key, link.Url)));
        var sameNotices = planned.Notices.Count == shown.Count && planned.Notices.All(notice => shown.Any(one =>
            one.Route == notice.Route && one.PreviewHash.AsSpan().SequenceEqual(notice.Rendered.Hash)));
        if (!sameLinks || !sameNotices)
        {
            throw new RefusedException("preview-changed", RefusalKind.Conflict);
        }

        if (planned.Notices.Any(notice => !notice.Rendered.MayLeave))
        {
            throw new RefusedException("incomplete");
        }

        // The copies and the survivor's ledger follow the order of the statement.
        return planned with { Notices = [.. shown.Select(one => planned.Notices.Single(notice => notice.Route == one.Route))] };
    }

    private async Task<Release> StoreAsync(Guid caseId, Guid staffId, NewRelease release, CancellationToken cancel)
    {
        var consentId = await database.Set<Consent>()
            .Where(consent => consent.CaseId == caseId && consent.Purpose == ConsentPurposes.SendLinks && consent.WithdrawnAt == null)
            .Select(consent => consent.Id)
            .SingleAsync(cancel);
        var key = await keys.GetOrCreateAsync(caseId, cancel);
        var id = RandomId.New();
        var row = new Release
        {
            Id = id,
            CaseId = caseId,
            StaffId = staffId,
            At = time.GetUtcNow(),
            StatementSealed = FieldCipher.Seal(key, release.Statement, SealedPlaces.Statement(id)),
            Signature = release.Signature,
            ConsentId = consentId,
        };
        database.Add(row);
        await audit.AppendAsync(
            caseId, "LinksReleased", Actor.Staff(staffId), new AuditData { { "releaseId", id }, { "consentId", consentId } }, cancel);
        return row;
    }

    private async Task<IReadOnlyList<(TakedownRequest Request, Target Target)>> OpenAsync(
        NoticePlan planned, Release release, CancellationToken cancel)
    {
        var targets = await keepTargets.RunAsync(planned.Links, release.CaseId, Actor.Staff(release.StaffId), cancel);
        var ordered = planned.Links.Select(link => targets[link.Key]).ToList();
        var requests = await openRequests.RunAsync(
            release.CaseId,
            ordered,
            planned.Notices[0].Rendered.Recipient.Id,
            planned.Regime.Id,
            planned.Notices.Any(notice => !notice.NeedsSecondPerson),
            planned.Followed is not null,
            Actor.Staff(release.StaffId),
            cancel);
        return [.. requests.Zip(ordered)];
    }

    private static IReadOnlyList<Guid> CopyIds(IReadOnlyList<NewObject> copies, int notices) =>
        copies.Count == notices && copies.All(copy => copy.Kind == ObjectKinds.ReleaseCopy && copy.KeyPair == KeyPairName.C)
            ? [.. copies.Select(copy => copy.ObjectId)]
            : throw new RefusedException("copies");
}

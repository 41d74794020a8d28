using System.Data;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Takedowns.ProofPacks;

/// <summary>What a caseworker asks for.</summary>
/// <param name="PackId">Random, chosen by her browser: the same again is the same pack.</param>
/// <param name="Recipient">One of <see cref="ProofRecipients"/>.</param>
/// <param name="RequestIds">Requests of the case; <see langword="null"/> for all.</param>
public sealed record NewProofPack(Guid PackId, string Recipient, IReadOnlyList<Guid>? RequestIds);

/// <summary>
/// Gives a caseworker's browser what the server knows for a proof pack, at one moment, and writes down for whom. The pack itself is made there,
/// because only she can open the answers.
/// </summary>
public sealed class MakeProofPack(
    CaseManagerDbContext database, ReadProofTakedowns readTakedowns, ReadProofHead readHead, Organisation organisation, AuditLog audit)
{
    private const int Attempts = 20;

    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>, <c>recipient</c>, <c>no-consent</c>: she did not agree that her case may be handed over; <c>nothing-released</c>; <c>unknown-request</c>;
    /// <c>pack-id</c>: that pack is another one, or something happened since; <c>try-again</c>.
    /// </exception>
    public async Task<ProofExtract> RunAsync(Guid caseId, Guid staffId, NewProofPack asked, CancellationToken cancel)
    {
        if (!ProofRecipients.All.Contains(asked.Recipient))
        {
            throw new RefusedException("recipient");
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadAsync(caseId, staffId, asked, cancel);
            }
            catch (Exception failure) when (IsOvertaken(failure))
            {
                // Somebody wrote to the case between the snapshot and the lock: the next snapshot has it.
                if (attempt == Attempts)
                {
                    throw new RefusedException("try-again", RefusalKind.NotNow);
                }
            }
        }
    }

    private async Task<ProofExtract> ReadAsync(Guid caseId, Guid staffId, NewProofPack asked, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await database.FindReachableAsync(caseId, staffId, cancel);
        await audit.LockAsync(caseId, cancel);
        var consent = await database.Set<Consent>().AsNoTracking()
            .SingleOrDefaultAsync(one => one.CaseId == caseId && one.Purpose == ConsentPurposes.PartnerTransfer && one.WithdrawnAt == null, cancel)
            ?? throw new RefusedException("no-consent", RefusalKind.Conflict);
        var all = await database.Set<TakedownRequest>().AsNoTracking()
            .Where(request => request.CaseId == caseId)
            .OrderBy(request => request.CreatedAt).ThenBy(request => request.Id)
            .ToListAsync(cancel);
        var chosen = Chosen(all, asked.RequestIds);
        var before = await EventsAsync(caseId, cancel);
        var takedowns = await readTakedowns.RunAsync(caseId, chosen, before, cancel);
        await RecordAsync(caseId, staffId, asked, takedowns, before, cancel);

        // Once more: now the last one says that this pack was made.
        var events = await EventsAsync(caseId, cancel);
        var outside = await OutsideAsync(caseId, chosen, takedowns, cancel);
        var extract = new ProofExtract(
            HexId.FromBytes(await database.Set<Instance>().Select(instance => instance.InstanceId).SingleAsync(cancel)),
            caseId,
            asked.PackId,
            asked.Recipient,
            events.Single(happened => ProofEvents.IsOf(happened, asked.PackId)).At,
            organisation.Name,
            consent.GivenAt,
            chosen.Count == all.Count,
            takedowns,
            new ProofChain([.. events.Select(happened => LinkOf(happened, asked.PackId, outside))], await readHead.RunAsync(caseId, cancel)));
        await transaction.CommitAsync(cancel);
        return extract;
    }

    private static List<TakedownRequest> Chosen(List<TakedownRequest> all, IReadOnlyList<Guid>? ids)
    {
        if (all.Count == 0 || ids is [])
        {
            throw new RefusedException("nothing-released", RefusalKind.Conflict);
        }

        return ids is null ? all
            : ids.All(id => all.Any(request => request.Id == id)) ? [.. all.Where(request => ids.Contains(request.Id))]
            : throw new RefusedException("unknown-request", RefusalKind.NotFound);
    }

    /// <summary>An answer that was lost on the way is given again, and is one pack: as long as nothing else happened, for it says how much is in it.</summary>
    private async Task RecordAsync(
        Guid caseId, Guid staffId, NewProofPack asked, ProofTakedowns takedowns, IReadOnlyList<AuditEvent> before, CancellationToken cancel)
    {
        if (before.FirstOrDefault(happened => ProofEvents.IsOf(happened, asked.PackId)) is { } same)
        {
            if (same != before[^1] || same.Actor != Actor.Staff(staffId).Code || EventDetails.Read(same.Data).Of(ProofEvents.HandedTo) is not [var recipient]
                || recipient != asked.Recipient)
            {
                throw new RefusedException("pack-id", RefusalKind.Conflict);
            }

            return;
        }

        await audit.AppendAsync(
            caseId,
            ProofEvents.PackMade,
            Actor.Staff(staffId),
            new AuditData
            {
                { "packId", asked.PackId },
                { ProofEvents.HandedTo, asked.Recipient },
                { "requests", takedowns.Requests.Count },
                { "notices", takedowns.Notices.Count },
                { "answers", takedowns.Answers.Count },
                { "observations", takedowns.Observations.Count },
            },
            cancel);
    }

    private Task<List<AuditEvent>> EventsAsync(Guid caseId, CancellationToken cancel) => database.Set<AuditEvent>().AsNoTracking()
        .Where(happened => happened.ChainId == caseId)
        .OrderBy(happened => happened.Sequence)
        .ToListAsync(cancel);

    /// <summary>Ids of what belongs to the case and was not chosen, as events name them.</summary>
    private async Task<IReadOnlySet<string>> OutsideAsync(Guid caseId, IReadOnlyList<TakedownRequest> chosen, ProofTakedowns takedowns, CancellationToken cancel)
    {
        var requestIds = chosen.Select(request => request.Id).ToList();
        var targetIds = chosen.Select(request => request.TargetId).ToList();
        var noticeIds = takedowns.Notices.Select(notice => notice.NoticeId).ToList();
        var inside = database.Set<Notice>().Where(notice => noticeIds.Contains(notice.Id)).Select(notice => notice.ReleaseId);
        List<Guid> outside =
        [
            .. await database.Set<TakedownRequest>().Where(row => row.CaseId == caseId && !requestIds.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel),
            .. await database.Set<TakedownRequest>().Where(row => row.CaseId == caseId && !targetIds.Contains(row.TargetId)).Select(row => row.TargetId).ToListAsync(cancel),
            .. await database.Set<Notice>().Where(row => row.CaseId == caseId && !noticeIds.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel),
            .. await database.Set<Notice>().Where(row => row.CaseId == caseId && !inside.Contains(row.ReleaseId)).Select(row => row.ReleaseId).ToListAsync(cancel),
            .. await database.Set<Escalation>().Where(row => row.CaseId == caseId && !requestIds.Contains(row.RequestId)).Select(row => row.Id).ToListAsync(cancel),
            .. await database.Set<InboundMessage>()
                .Where(row => row.CaseId == caseId && (row.NoticeId == null || !noticeIds.Contains(row.NoticeId.Value)))
                .Select(row => row.Id).ToListAsync(cancel),
        ];
        return outside.Select(HexId.Write).ToHashSet();
    }

    private static ProofLink LinkOf(AuditEvent happened, Guid packId, IReadOnlySet<string> outside) => new(
        happened.Sequence,
        happened.Hash,
        ProofEvents.Shows(happened, packId, outside) ? new ProofEvent(happened.At, happened.Type, happened.Actor, happened.Data) : null);

    private static bool IsOvertaken(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure }
        || (failure.InnerException is { } inner && IsOvertaken(inner));
}

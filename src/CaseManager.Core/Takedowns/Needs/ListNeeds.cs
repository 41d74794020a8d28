using CaseManager.Core.Cases.Absences;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Needs;

/// <summary>
/// Everything that waits for one caseworker: in her own cases, in those of colleagues who are away while she
/// covers for them, and what any second person may approve. The nearest statutory time first, then what
/// waits longest. Read by index, page by page; nothing is counted.
/// </summary>
public sealed class ListNeeds(CaseManagerDbContext database, RecipientNames names, ReadAbsences readAbsences, ProbePolicy probes, TimeProvider time)
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 50;

    /// <summary>What no program can see is looked at by a person this often while a request runs.</summary>
    public static readonly TimeSpan LooksWhileActive = TimeSpan.FromDays(3);

    /// <summary>The same once it was gone.</summary>
    public static readonly TimeSpan LooksWhileWatching = TimeSpan.FromDays(30);

    /// <summary>What has no statutory time sorts behind everything that has one.</summary>
    private static readonly DateTimeOffset NoTime = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="staffId">Who looks; nothing of a case that is restricted to others is shown.</param>
    /// <param name="only">One kind; <see langword="null"/> for all.</param>
    /// <param name="after">The end of the page before.</param>
    public async Task<NeedPage> RunAsync(Guid staffId, NeedKind? only, NeedCursor? after, CancellationToken cancel)
    {
        var absences = await readAbsences.RunAsync(cancel);
        var found = await Query(staffId, absences.CoveredBy(staffId), only, after).ToListAsync(cancel);
        var rows = new List<Need>();
        foreach (var row in found.Take(PageSize))
        {
            rows.Add(new Need(
                Enum.Parse<NeedKind>(row.Kind), row.Id, row.CaseId, row.NoticeId, row.RequestId, row.Recipient,
                row.Recipient is null ? null : await names.OfAsync(row.Recipient, cancel), row.Code, row.DueAt, row.Since, absences.Of(row.ForId == staffId ? null : row.ForId)));
        }

        return new NeedPage(rows, found.Count > PageSize ? rows[^1].Cursor : null);
    }

    /// <summary>What is asked of the database.</summary>
    /// <param name="covered">Whose work she looks after.</param>
    public IQueryable<NeedRow> Query(Guid staffId, IReadOnlyList<Guid> covered, NeedKind? only, NeedCursor? after)
    {
        Guid[] staff = [staffId, .. covered];
        string[] kinds = only is { } one ? [one.ToString()] : Enum.GetNames<NeedKind>();
        var now = time.GetUtcNow();
        var (activeSince, watchingSince) = (now - LooksWhileActive, now - LooksWhileWatching);
        var (due, since, kind, id) = after is null
            ? (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "", Guid.Empty)
            : (after.DueAt ?? NoTime, after.Since, after.Kind.ToString(), after.Id);
        return database.Database.SqlQuery<NeedRow>(
            $"""
            with hidden as (
                select x."CaseId" from cases.restrictions x
                where not exists (select 1 from cases.grants g where g."CaseId" = x."CaseId" and g."StaffId" = {staffId})),
            mine as materialized (
                select c."CaseId", c."AssigneeId" from cases.cases c
                where c."AssigneeId" = any({staff}) and c."ClosedAt" is null and c."CaseId" not in (select "CaseId" from hidden)),
            needs as (
                select 'Approve' as "Kind", n."Id", n."CaseId", n."Id" as "NoticeId", null::uuid as "RequestId", n."Recipient", null::text as "Code",
                    (select min(r."DueAt") from takedowns.notice_items i join takedowns.requests r on r."Id" = i."RequestId" where i."NoticeId" = n."Id") as "DueAt",
                    n."SealedAt" as "Since", null::uuid as "ForId"
                from takedowns.notices n
                where n."State" = 'Sealed' and n."SealedBy" <> {staffId} and n."CaseId" not in (select "CaseId" from hidden)
                union all
                select 'Submit', n."Id", n."CaseId", n."Id", null, n."Recipient", null,
                    (select min(r."DueAt") from takedowns.notice_items i join takedowns.requests r on r."Id" = i."RequestId" where i."NoticeId" = n."Id"),
                    n."SealedAt", m."AssigneeId"
                from mine m join takedowns.notices n on n."CaseId" = m."CaseId"
                where n."State" = 'AwaitingOperator'
                union all
                select 'Undelivered', n."Id", n."CaseId", n."Id", null, n."Recipient", null,
                    (select min(r."DueAt") from takedowns.notice_items i join takedowns.requests r on r."Id" = i."RequestId" where i."NoticeId" = n."Id"),
                    n."SealedAt", m."AssigneeId"
                from mine m join takedowns.notices n on n."CaseId" = m."CaseId"
                where n."State" in ('OutcomeUnknown', 'DeadLetter', 'Bounced') and exists (
                    select 1 from takedowns.notice_items i join takedowns.requests r on r."Id" = i."RequestId"
                    where i."NoticeId" = n."Id" and r."State" in ('InReview', 'Active') and (n."State" <> 'Bounced' or r."ClockStartedAt" is null))
                union all
                select 'Message', c."CaseId", c."CaseId", null, null, null, null, null, c."AwaitsAnswerSince", c."AssigneeId"
                from cases.cases c
                where c."AssigneeId" = any({staff}) and c."AwaitsAnswerSince" is not null and c."CaseId" not in (select "CaseId" from hidden)
                union all
                select 'Reminder', b."Id", b."CaseId", null, null, null, null, null, b."DueAt", b."StaffId"
                from cases.reminders b
                where b."StaffId" = any({staff}) and b."State" = 'Open' and b."DueAt" <= {now} and b."CaseId" not in (select "CaseId" from hidden)
                union all
                select 'Mail', i."Id", i."CaseId", i."NoticeId", null, n."Recipient", i."Standing",
                    (select min(r."DueAt") from takedowns.notice_items t join takedowns.requests r on r."Id" = t."RequestId" where t."NoticeId" = i."NoticeId"),
                    i."StoredAt", m."AssigneeId"
                from mine m join takedowns.inbound_messages i on i."CaseId" = m."CaseId" left join takedowns.notices n on n."Id" = i."NoticeId"
                where i."NeedsPerson"
                union all
                select 'Answer', r."Id", r."CaseId", null, r."Id", r."Recipient", r."Answer", r."DueAt", t."CountedFrom", m."AssigneeId"
                from mine m join takedowns.request_timers t on t."CaseId" = m."CaseId" join takedowns.requests r on r."Id" = t."RequestId"
                where t."Kind" = 'AnswerDue' and t."State" = 'Pending'
                union all
                select 'Step', s."Id", s."CaseId", null, r."Id", r."Recipient", s."RungId", r."DueAt", s."OpenedAt", m."AssigneeId"
                from mine m join takedowns.escalations s on s."CaseId" = m."CaseId" join takedowns.requests r on r."Id" = s."RequestId"
                where s."State" = 'Open'
                union all
                select 'Overdue', r."Id", r."CaseId", null, r."Id", r."Recipient", r."Answer", r."DueAt", r."DueAt", m."AssigneeId"
                from mine m join takedowns.requests r on r."CaseId" = m."CaseId"
                where r."State" = 'Active' and r."DueAt" < {now}
                    and not exists (select 1 from takedowns.escalations s where s."RequestId" = r."Id" and s."State" = 'Open')
                    and not exists (select 1 from takedowns.request_timers t where t."RequestId" = r."Id" and t."Kind" = 'AnswerDue' and t."State" = 'Pending')
                union all
                select 'Look', r."Id", r."CaseId", null, r."Id", r."Recipient", t."State", r."DueAt", greatest(r."ClockStartedAt", t."ObservedAt"), m."AssigneeId"
                from mine m join takedowns.requests r on r."CaseId" = m."CaseId"
                    join takedowns.targets t on t."Id" = r."TargetId" left join takedowns.target_watches w on w."TargetId" = t."Id"
                where ((r."State" = 'Watching' and t."State" = 'Gone' and w."LastRule" = {ProbeRules.Answers})
                    or ({!probes.IsOn} or t."State" = 'NotCheckable' or w."LastVerdict" = 'NotCheckable')
                    and ((r."State" = 'Active' and r."ClockStartedAt" is not null and t."State" <> 'Gone' and (r."DueAt" is null or r."DueAt" >= {now})
                            and greatest(r."ClockStartedAt", t."ObservedAt") < {activeSince})
                        or (r."State" = 'Watching' and greatest(r."ClockStartedAt", t."ObservedAt") < {watchingSince})))
                    and not exists (select 1 from takedowns.escalations s where s."RequestId" = r."Id" and s."State" = 'Open'))
            select "Kind", "Id", "CaseId", "NoticeId", "RequestId", "Recipient", "Code", "DueAt", "Since", "ForId" from needs
            where "Kind" = any({kinds}) and (coalesce("DueAt", {NoTime}), "Since", "Kind", "Id") > ({due}, {since}, {kind}, {id})
            order by coalesce("DueAt", {NoTime}), "Since", "Kind", "Id" limit {PageSize + 1}
            """);
    }
}

/// <summary>A row as it is read.</summary>
/// <param name="Kind">Name of a <see cref="NeedKind"/>.</param>
public sealed record NeedRow(
    string Kind, Guid Id, Guid CaseId, Guid? NoticeId, Guid? RequestId, string? Recipient, string? Code, DateTimeOffset? DueAt, DateTimeOffset Since, Guid? ForId);

using CaseManager.Core.Cases.Absences;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Needs;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Tests.Takedowns.Needs;

/// <summary>How PostgreSQL reads the lists where there are a hundred thousand cases.</summary>
public sealed class NeedPlansTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private const int People = 500;

    private static readonly string[] large =
        ["cases", "requests", "targets", "notices", "notice_items", "escalations", "request_timers", "inbound_messages", "reminders", "grants"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queries_OverAHundredThousandCases_ReadNoLargeTableWhole()
    {
        await FillAsync();
        await using var database = fixture.Database.Open();
        var names = new RecipientNames(database, new ReadDirectory(database, new DirectoryCache()));
        var list = new ListNeeds(database, names, new ReadAbsences(database, TimeProvider.System), ProbePolicy.Off, TimeProvider.System);
        var first = await list.Query(Person(1), [Person(2)], null, null).ToListAsync(Cancel);
        var last = first[ListNeeds.PageSize - 1];
        var cursor = new NeedCursor(last.DueAt, last.Since, Enum.Parse<NeedKind>(last.Kind), last.Id);

        var plans = new List<string>();
        foreach (var query in new IQueryable<NeedRow>[] { list.Query(Person(1), [Person(2)], null, null), list.Query(Person(1), [Person(2)], null, cursor) })
        {
            plans.AddRange(await PlanAsync(query.CreateDbCommand()));
        }

        plans.AddRange(await PlanAsync(new ShowTeam(database, new ReadAbsences(database, TimeProvider.System), TimeProvider.System).Query([.. Enumerable.Range(0, 20).Select(Person)]).CreateDbCommand()));

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', plans));
        foreach (var table in large)
        {
            Assert.DoesNotContain(plans, line => line.Contains($"Seq Scan on {table} ", StringComparison.Ordinal));
        }
    }

    private static Guid Person(int number) => Guid.Parse($"00000000-0000-4000-8000-{number:d12}");

    private static async Task<IReadOnlyList<string>> PlanAsync(System.Data.Common.DbCommand command)
    {
        await using (command)
        {
            await command.Connection!.OpenAsync(Cancel);
            command.CommandText = $"explain (analyze, buffers) {command.CommandText}";
            var plan = new List<string>();
            await using (var reader = await command.ExecuteReaderAsync(Cancel))
            {
                while (await reader.ReadAsync(Cancel))
                {
                    plan.Add(reader.GetString(0));
                }
            }

            await command.Connection.CloseAsync();
            return plan;
        }
    }

    /// <summary>Each person has two hundred open cases, each case a request; of every kind of work some waits.</summary>
    private async Task FillAsync()
    {
        await using var owner = new NpgsqlConnection(fixture.Database.Owner);
        await owner.OpenAsync(Cancel);
        await using var command = owner.CreateCommand();
        command.CommandTimeout = 120;
        command.CommandText =
            $"""
            create temp table n as select i, md5('case' || i)::uuid as id,
                ('00000000-0000-4000-8000-' || lpad((i % {People})::text, 12, '0'))::uuid as staff, now() - make_interval(mins => i) as at from generate_series(1, 100000) i;
            insert into cases.cases ("CaseId", "OpenedAt", "AssigneeId", "AwaitsAnswerSince") select id, at, staff, case when i % 7 = 0 then at end from n;
            insert into takedowns.targets ("Id", "Lookup", "TableVersion", "KeySealed", "UrlSealed", "State")
                select md5('target' || i)::uuid, decode(md5('a' || i) || md5('b' || i), 'hex'), 1, '', '', 'Live' from n;
            insert into takedowns.requests ("Id", "CaseId", "TargetId", "Recipient", "RegimeId", "CreatedAt", "State", "ClockStartedAt", "DueAt", "Round")
                select md5('request' || i)::uuid, id, md5('target' || i)::uuid, 'platform:telegram', 'us-tida', at, 'Active', at, at + interval '20 days', 1 from n;
            insert into takedowns.notices ("Id", "CaseId", "ReleaseId", "Route", "Recipient", "Template", "PreviewHash", "PayloadSealed", "PayloadHash",
                    "ReleaseCopyId", "SealedBy", "SealedAt", "State", "Fence", "Attempts", "PossibleDuplicate", "RegimeVersion", "AsksWhoSheIs", "RecipientVersion")
                select md5('notice' || i)::uuid, id, id, 'Form', 'platform:telegram', 'us-tida/en/1', '', '', '', id, staff, at,
                    case when i % 50 = 0 then 'AwaitingOperator' when i % 1000 = 1 then 'Sealed' else 'SubmittedByOperator' end, 0, 0, false, 0, false, 0 from n;
            insert into takedowns.notice_items ("NoticeId", "RequestId", "Number", "TargetState") select md5('notice' || i)::uuid, md5('request' || i)::uuid, 1, 'Live' from n;
            insert into takedowns.escalations ("Id", "RequestId", "CaseId", "LadderVersion", "RungId", "Round", "Repeat", "OpenedAt", "LookFirst", "State")
                select md5('step' || i)::uuid, md5('request' || i)::uuid, id, 1, 'reminder', 1, 1, at, false, case when i % 10 = 0 then 'Open' else 'Taken' end from n;
            insert into takedowns.request_timers ("RequestId", "Kind", "Round", "CaseId", "CountedFrom", "DueAt", "State")
                select md5('request' || i)::uuid, case when i % 20 = 3 then 'AnswerDue' else 'Deadline' end, 1, id, at, at, 'Pending' from n;
            insert into cases.reminders ("Id", "CaseId", "StaffId", "MadeAt", "DueAt", "State", "PutOffs")
                select md5('reminder' || i)::uuid, id, staff, at, at, case when i % 30 = 0 then 'Open' else 'Done' end, 0 from n;
            insert into takedowns.inbound_messages ("Id", "Folder", "Validity", "Uid", "RawHash", "ReceivedAt", "StoredAt", "Kind", "Class", "ClassRule", "MatchRule",
                    "IsVerified", "IsBadAddress", "Standing", "CaseId", "NoticeId", "NeedsPerson")
                select md5('mail' || i)::uuid, 'INBOX', 1, i, decode(md5('m' || i), 'hex'), at, at, 'answer', 'other', 'none', 'address',
                    true, false, 'Attached', id, md5('notice' || i)::uuid, i % 40 = 0 from n;
            insert into cases.grants ("CaseId", "StaffId", "GrantedAt") select id, staff, at from n;
            insert into cases.restrictions ("CaseId", "Since") select id, at from n where i % 100 = 0;
            analyze;
            """;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}

using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Tests.Cases;

public sealed class ListAuditEventsTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Person = Guid.ParseExact("0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f", "N");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Choices => ["everything", "person", "kind", "period", "case"];

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Query_OfAPageInTheMiddle_ReadsByIndexAndNotMuchMoreThanAPage(string choice)
    {
        await using var database = fixture.Database.Open();
        await FillAsync();
        var filter = choice switch
        {
            "person" => new AuditFilter(Person: Person),
            "kind" => new AuditFilter(Type: "CaseOpened"),
            "period" => new AuditFilter(Since: Start.AddHours(1), Until: Start.AddHours(2)),
            "case" => new AuditFilter(Reference: "0000-0063"),
            _ => new AuditFilter(),
        };
        var query = new ListAuditEvents(database, new StaffAliases(database)).Query(filter, new EventPlace(Start.AddHours(1.5), Guid.Empty, 5));

        var plan = await ExplainAsync(database, query);

        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        var read = System.Text.RegularExpressions.Regex.Matches(plan, @"Scan[^\n]*actual rows=(\d+)").Select(match => long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(read.Max(), 0, 400);
    }

    /// <summary>20,000 events of 100 chains, one a second; every hundredth by a person or about her.</summary>
    private async Task FillAsync()
    {
        await using var owner = new NpgsqlConnection(fixture.Database.Owner);
        await owner.OpenAsync(Cancel);
        await using var fill = owner.CreateCommand();
        fill.CommandText = $$"""
            insert into audit.events ("ChainId", "Sequence", "At", "Type", "Actor", "Data", "PreviousHash", "Hash")
            select (lpad(to_hex(i % 100), 8, '0') || repeat('0', 24))::uuid, i / 100 + 1, '{{Start:O}}'::timestamptz + i * interval '1 second',
                case when i % 3 = 0 then 'CaseOpened' else 'StaffWrote' end,
                case when i % 100 = 1 then 'staff:{{HexId.Write(Person)}}' else 'survivor' end,
                case when i % 100 = 2 then '{"staff":"{{HexId.Write(Person)}}"}' else '{}' end,
                ''::bytea, decode(md5(i::text), 'hex')
            from generate_series(1, 20000) i on conflict do nothing;
            analyze audit.events;
            """;
        await fill.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<string> ExplainAsync(CaseManagerDbContext database, IQueryable<AuditEvent> query)
    {
        await database.Database.OpenConnectionAsync(Cancel);
        await using var command = query.CreateDbCommand();
        command.CommandText = $"explain (analyze, costs off, timing off, summary off) {command.CommandText}";
        command.Connection = database.Database.GetDbConnection();
        List<string> lines = [];
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}

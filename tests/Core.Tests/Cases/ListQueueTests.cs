using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Tests.Cases;

public sealed class ListQueueTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(QueueName.Unassigned, false)]
    [InlineData(QueueName.All, true)]
    public async Task RunAsync_PageByPage_GivesEveryReportOnceInOrder(QueueName queue, bool newestFirst)
    {
        // Several at one moment: the id decides, so that no row is lost between two pages.
        var ids = await AddReportsAsync(11, i => Start.AddMinutes(i / 3));
        await using var database = fixture.Database.Open();
        var listQueue = new ListQueue(database);

        var seen = new List<QueueRow>();
        QueueCursor? after = null;
        do
        {
            var page = await listQueue.RunAsync(queue, RandomId.New(), after, 4, Cancel);
            Assert.InRange(page.Rows.Count, 1, 4);
            seen.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        var own = seen.Where(row => ids.Contains(row.CaseId)).ToList();
        Assert.Equal(ids.Order(), own.Select(row => row.CaseId).Order());
        var moments = own.Select(row => row.ReceivedAt).ToList();
        Assert.Equal(newestFirst ? moments.OrderDescending() : moments.Order(), moments);
    }

    [Fact]
    public async Task RunAsync_Mine_ShowsOwnOpenCasesOnly()
    {
        var me = RandomId.New();
        var ids = await AddReportsAsync(3, i => Start.AddHours(i));
        await using (var database = fixture.Database.Open())
        {
            foreach (var (id, assignee, closed) in new[] { (ids[0], me, false), (ids[1], me, true), (ids[2], RandomId.New(), false) })
            {
                var caseFile = new Case { CaseId = id, OpenedAt = Start };
                caseFile.AssignTo(assignee);
                if (closed)
                {
                    caseFile.Close(Start);
                }

                database.Add(caseFile);
            }

            await database.SaveChangesAsync(Cancel);
        }

        await using var reading = fixture.Database.Open();
        var page = await new ListQueue(reading).RunAsync(QueueName.Mine, me, null, 10, Cancel);

        Assert.Equal([ids[0]], page.Rows.Select(row => row.CaseId));
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData(QueueName.Unassigned, "reports_unassigned")]
    [InlineData(QueueName.All, "reports_all")]
    public async Task Query_OfAPage_ReadsByIndexAndCountsNothing(QueueName queue, string index)
    {
        await AddReportsAsync(300, i => Start.AddDays(-i));
        await using var database = fixture.Database.Open();
        var statement = new ListQueue(database).Query(queue, RandomId.New(), new QueueCursor(Start.AddDays(-5), Guid.Empty)).Take(101).ToQueryString();
        await database.Database.OpenConnectionAsync(Cancel);
        await using var command = database.Database.GetDbConnection().CreateCommand();
        // On a small table the planner would rather sort; asked not to, it shows whether the index alone gives the order.
        command.CommandText = $"set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off; explain {Literal(statement)}";

        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            plan.Add(reader.GetString(0));
        }

        Assert.Contains(plan, line => line.Contains(index, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal) || line.Contains("Aggregate", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3f2a91bc")]
    [InlineData(" 3F2A-91BC ")]
    [InlineData("3f2a 91bc")]
    public void CaseReference_TypedInAnyWay_IsRead(string typed)
    {
        var id = Guid.ParseExact("3f2a91bc00112233445566778899aabb", "N");

        Assert.True(CaseReference.TryRead(typed, out var first, out var last));

        Assert.InRange(id, first, last);
        Assert.Equal("3F2A-91BC", CaseReference.Write(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("3F2A-91B")]
    [InlineData("3F2A-91BG")]
    [InlineData("3F2A-91BC-0")]
    [InlineData("-3F2A91B")]
    public void CaseReference_AnythingElse_IsNone(string? typed) => Assert.False(CaseReference.TryRead(typed, out _, out _));

    // What EF prints begins with its parameters as comments and names them in the text.
    private static string Literal(string statement)
    {
        foreach (var line in statement.Split('\n').Where(line => line.StartsWith("-- @", StringComparison.Ordinal)))
        {
            var name = line[3..line.IndexOf('=', StringComparison.Ordinal)];
            var value = line[(line.IndexOf('=', StringComparison.Ordinal) + 2)..line.LastIndexOf('\'')];
            statement = statement.Replace(name, $"'{value}'", StringComparison.Ordinal);
        }

        return string.Join('\n', statement.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)));
    }

    private async Task<List<Guid>> AddReportsAsync(int count, Func<int, DateTimeOffset> receivedAt)
    {
        await using var database = fixture.Database.Open();
        var ids = Enumerable.Range(0, count).Select(_ => RandomId.New()).ToList();
        for (var i = 0; i < count; i++)
        {
            var report = new Report { CaseId = ids[i], Mode = IntakeMode.Sealed, Language = "en" };
            report.Receive(receivedAt(i), held: false);
            database.Add(report);
        }

        await database.SaveChangesAsync(Cancel);
        return ids;
    }
}

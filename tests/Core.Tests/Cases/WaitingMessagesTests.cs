using System.Runtime.CompilerServices;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing;
using CaseManager.Migrations;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Tests.Cases;

/// <summary>An organisation that is there already forgets no message when it upgrades.</summary>
public sealed class WaitingMessagesTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly string staff = Authors.Staff(RandomId.New());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_CountsFromTheFirstMessageThatNobodyAnswered()
    {
        var waiting = await CaseAsync((Authors.Survivor, 0), (staff, 1), (Authors.Survivor, 2), (Authors.Survivor, 3));
        var answered = await CaseAsync((Authors.Survivor, 0), (staff, 1));
        var silent = await CaseAsync();

        await using var database = fixture.Database.Open();
        await database.Database.ExecuteSqlAsync(FormattableStringFactory.Create(WaitingMessages.Sql), Cancel);

        var found = await database.Set<Case>().ToDictionaryAsync(row => row.CaseId, row => row.AwaitsAnswerSince, Cancel);
        Assert.Equal(start.AddHours(2), found[waiting]);
        Assert.Null(found[answered]);
        Assert.Null(found[silent]);
    }

    [Fact]
    public async Task Upgrade_CountsWhatSheWroteAfterTheCaseWasClosed()
    {
        var later = await CaseAsync((staff, 0), (Authors.Survivor, 5));
        var before = await CaseAsync((Authors.Survivor, 1));
        var both = await CaseAsync((Authors.Survivor, 1), (Authors.Survivor, 6));
        await using var database = fixture.Database.Open();
        await database.Set<Case>().Where(row => row.CaseId == later || row.CaseId == before || row.CaseId == both)
            .ExecuteUpdateAsync(row => row.SetProperty(found => found.ClosedAt, start.AddHours(3)), Cancel);

        await database.Database.ExecuteSqlAsync(FormattableStringFactory.Create(WaitingMessages.Sql), Cancel);

        var found = await database.Set<Case>().ToDictionaryAsync(row => row.CaseId, row => row.AwaitsAnswerSince, Cancel);
        Assert.Equal((start.AddHours(5), null, start.AddHours(6)), (found[later], found[before], found[both]));
    }

    private async Task<Guid> CaseAsync(params (string Author, int Hours)[] messages)
    {
        await using var database = fixture.Database.Open();
        var caseId = RandomId.New();
        database.Add(new Case { CaseId = caseId, OpenedAt = start });
        foreach (var (author, hours) in messages)
        {
            database.Add(new SealedObject
            {
                CaseId = caseId,
                ObjectId = RandomId.New(),
                KeyPair = KeyPairName.C,
                Generation = 0,
                Kind = ObjectKinds.Message,
                Author = author,
                Sequence = hours + 1,
                Previous = new byte[32],
                Hash = new byte[32],
                File = [1],
                StoredAt = start.AddHours(hours),
            });
        }

        await database.SaveChangesAsync(Cancel);
        return caseId;
    }
}

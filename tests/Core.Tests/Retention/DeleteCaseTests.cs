using System.Security.Cryptography;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Imports;
using CaseManager.Core.Reports;
using CaseManager.Core.Retention;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Core.Tests.Retention;

public sealed class DeleteCaseTests : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly DatabaseFixture fixture;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cmk");
    private readonly KeyFolder keys;
    private readonly ReceiptProof receipt = new(RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(32));

    public DeleteCaseTests(DatabaseFixture fixture)
    {
        this.fixture = fixture;
        keys = new KeyFolder(folder.FullName);
        keys.Create();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NoticeInTheQueue_StopsItAndMakesItUnreadable()
    {
        var notice = await new NoticeSeed(fixture.Database, keys, time).AddNoticeAsync(Cancel);
        await GiveReceiptAsync(notice.CaseId);

        await DeleteAsync();

        await using var database = fixture.Database.Open();
        var stopped = await database.Set<Notice>().SingleAsync(n => n.Id == notice.Id, Cancel);
        var request = await database.Set<TakedownRequest>().SingleAsync(r => r.Id == notice.RequestId, Cancel);
        Assert.Equal((NoticeState.Cancelled, NoticeReasons.CaseDeleted), (stopped.State, stopped.Reason));
        Assert.Equal((RequestState.Closed, RequestOutcomes.WithdrawnBySurvivor), (request.State, request.Outcome));
        Assert.Null(await new DataKeys(database, keys).FindAsync(notice.CaseId, Cancel));
        Assert.False(await database.Set<Target>().AnyAsync(t => t.Id == notice.TargetId, Cancel));
    }

    [Fact]
    public async Task RunAsync_ImportedCase_LeavesNoMarkOfItsRow()
    {
        var notice = await new NoticeSeed(fixture.Database, keys, time).AddNoticeAsync(Cancel);
        await GiveReceiptAsync(notice.CaseId);
        await using var database = fixture.Database.Open();
        database.Add(new ImportedRow { CaseId = notice.CaseId, Row = RandomNumberGenerator.GetBytes(ImportedRow.MarkLength) });
        await database.SaveChangesAsync(Cancel);

        await DeleteAsync();

        Assert.False(await database.Set<ImportedRow>().AnyAsync(row => row.CaseId == notice.CaseId, Cancel));
    }

    [Fact]
    public async Task RunAsync_TargetOfAnotherCaseToo_LeavesItToThatCase()
    {
        var seed = new NoticeSeed(fixture.Database, keys, time);
        var notice = await seed.AddNoticeAsync(Cancel);
        var other = await AddCaseNamingAsync(seed, notice.TargetId);

        await GiveReceiptAsync(notice.CaseId);
        await DeleteAsync();

        await using var after = fixture.Database.Open();
        Assert.True(await after.Set<Target>().AnyAsync(t => t.Id == notice.TargetId, Cancel));
        Assert.NotNull(await new DataKeys(after, keys).FindAsync(notice.TargetId, Cancel));
        Assert.True(await after.Set<Report>().AnyAsync(r => r.CaseId == other, Cancel));
    }

    [Fact]
    public async Task RunAsync_LastCaseThatNamesATarget_DestroysItAndItsKey()
    {
        var seed = new NoticeSeed(fixture.Database, keys, time);
        var notice = await seed.AddNoticeAsync(Cancel);
        var other = await AddCaseNamingAsync(seed, notice.TargetId);

        foreach (var caseId in new[] { notice.CaseId, other })
        {
            await GiveReceiptAsync(caseId);
            await DeleteAsync();
        }

        await using var after = fixture.Database.Open();
        Assert.False(await after.Set<Target>().AnyAsync(t => t.Id == notice.TargetId, Cancel));
        Assert.Null(await new DataKeys(after, keys).FindAsync(notice.TargetId, Cancel));
    }

    [Fact]
    public async Task RunAsync_Done_LeavesAChainThatVerifiesAndNoWayIn()
    {
        var caseId = await new NoticeSeed(fixture.Database, keys, time).AddCaseAsync(Cancel);
        await GiveReceiptAsync(caseId);

        await DeleteAsync();

        await using var database = fixture.Database.Open();
        Assert.False(await database.Set<Report>().AnyAsync(r => r.CaseId == caseId, Cancel));
        Assert.False(await database.Set<Case>().AnyAsync(c => c.CaseId == caseId, Cancel));
        Assert.False(await database.Set<Consent>().AnyAsync(c => c.CaseId == caseId, Cancel));
        Assert.True(await database.Set<AuditEvent>().AnyAsync(e => e.ChainId == caseId && e.Type == "CaseDeleted", Cancel));
        Assert.Empty((await new VerifyChains(database).RunAsync(Cancel)).Broken);
        var again = await Assert.ThrowsAsync<RefusedException>(DeleteAsync);
        Assert.Equal("unknown-receipt", again.Code);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task DeleteAsync()
    {
        await using var database = fixture.Database.Open();
        var (dataKeys, audit) = (new DataKeys(database, keys), new AuditLog(database, time));
        await new DeleteCase(database, new FindByReceipt(database), new DestroyVenues(database, dataKeys, audit), dataKeys, audit, time).RunAsync(receipt, Cancel);
    }

    private async Task GiveReceiptAsync(Guid caseId)
    {
        await using var database = fixture.Database.Open();
        var lookup = SHA256.HashData(receipt.LookupId);
        var token = SHA256.HashData(receipt.AuthToken);
        await database.Set<Report>().Where(r => r.CaseId == caseId).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.ReceiptLookup, lookup).SetProperty(r => r.ReceiptToken, token), Cancel);
    }

    /// <summary>Another case that asks for the same target, which has a key by then.</summary>
    private async Task<Guid> AddCaseNamingAsync(NoticeSeed seed, Guid targetId)
    {
        var other = await seed.AddCaseAsync(Cancel);
        await using var database = fixture.Database.Open();
        database.Add(new TakedownRequest
        {
            Id = RandomId.New(),
            CaseId = other,
            TargetId = targetId,
            Recipient = Recipient.OfPlatform("telegram"),
            RegimeId = "us-tida",
            CreatedAt = time.GetUtcNow(),
        });
        await new DataKeys(database, keys).GetOrCreateAsync(targetId, Cancel);
        await database.SaveChangesAsync(Cancel);
        return other;
    }
}

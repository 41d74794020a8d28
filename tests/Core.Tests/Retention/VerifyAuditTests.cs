using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.DailyHeads;
using CaseManager.Core.Tests.Sealing.DailyHeads;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Retention;

public sealed class VerifyAuditTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    private HeadKeeper keeper = null!;
    private Guid caseId;

    [Theory]
    [InlineData("update audit.events set \"Data\" = '{\"held\":true}' where \"ChainId\" = '{0}' and \"Sequence\" = 2", BrokenLink.Changed)]
    [InlineData("delete from audit.events where \"ChainId\" = '{0}' and \"Sequence\" = 2", BrokenLink.Missing)]
    [InlineData("update audit.events set \"Sequence\" = case \"Sequence\" when 1 then 11 else 1 end where \"ChainId\" = '{0}' and \"Sequence\" < 3; update audit.events set \"Sequence\" = 2 where \"Sequence\" = 11", BrokenLink.Unlinked)]
    [InlineData("delete from audit.events where \"ChainId\" = '{0}'; delete from audit.heads where \"ChainId\" = '{0}'", AuditFault.Vanished)]
    [InlineData("delete from audit.events where \"ChainId\" = '{0}' and \"Sequence\" = 3; update audit.heads set \"Sequence\" = 2, \"Hash\" = (select \"Hash\" from audit.events where \"ChainId\" = '{0}' and \"Sequence\" = 2) where \"ChainId\" = '{0}'", AuditFault.Shorter)]
    [InlineData("delete from reports.reports where \"CaseId\" = '{0}'", AuditFault.CaseGone)]
    [InlineData("update sealing.daily_heads set \"Bytes\" = convert_to(replace(convert_from(\"Bytes\", 'UTF8'), '\"chains\":2', '\"chains\":3'), 'UTF8') where \"Day\" = '2026-03-02'", AuditFault.HeadChanged)]
    [InlineData("delete from sealing.countersignatures; delete from sealing.daily_heads where \"Day\" = '2026-03-02'", AuditFault.HeadUnlinked)]
    [InlineData("delete from sealing.countersignatures; delete from sealing.daily_heads where \"Day\" = '2026-03-03'", AuditFault.FileExtra)]
    [InlineData("update sealing.countersignatures set \"Signature\" = decode(repeat('00', 64), 'hex')", AuditFault.Signature)]
    [InlineData("update sealing.roster set \"Signature\" = decode(repeat('00', 64), 'hex') where \"Sequence\" = 1", AuditFault.Roster)]
    public async Task Verify_TheDatabaseWasTamperedWith_NamesIt(string tamper, string fault)
    {
        Assert.True((await keeper.VerifyAsync()).Holds);

        await keeper.TamperAsync(tamper.Replace("{0}", caseId.ToString(), StringComparison.Ordinal));

        var verdict = await keeper.VerifyAsync();
        Assert.False(verdict.Holds);
        Assert.Contains(verdict.Findings.First, finding => finding.Fault == fault);
    }

    [Fact]
    public async Task Verify_AWholeChainWasWrittenAnew_IsKnownByTheHeadOutside()
    {
        await keeper.TamperAsync($"delete from audit.events where \"ChainId\" = '{caseId}'; delete from audit.heads where \"ChainId\" = '{caseId}'");
        keeper.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 5; i++)
        {
            await keeper.HappenAsync(caseId, "ReportReceived");
        }

        var finding = (await keeper.VerifyAsync()).Findings.First[0];

        Assert.Equal((AuditFault.Rewritten, caseId, 3), (finding.Fault, finding.ChainId, finding.Sequence));
        Assert.Equal(Monday, finding.Day);
    }

    [Fact]
    public async Task Verify_ACaseIsThereAndItsChainIsNot_SaysSoWithoutAnyHead()
    {
        var unchained = await keeper.AddCaseAsync(events: 0);

        var finding = Assert.Single((await keeper.VerifyAsync()).Findings.First);

        Assert.Equal((AuditFault.ChainGone, unchained), (finding.Fault, finding.ChainId));
    }

    [Theory]
    [InlineData("CaseDeleted")]
    [InlineData("DraftDestroyed")]
    public async Task Verify_ACaseWhoseChainSaysThatItWasErased_Holds(string erasure)
    {
        await keeper.HappenAsync(caseId, erasure);
        await keeper.TamperAsync($"delete from reports.reports where \"CaseId\" = '{caseId}'");

        Assert.True((await keeper.VerifyAsync()).Holds);
    }

    [Theory]
    [InlineData("2026-03-02.head.json")]
    [InlineData("2026-03-02.chains")]
    [InlineData("2026-03-03.{0}.signed.json")]
    public async Task Verify_AFileIsMissingOrSaysSomethingElse_NamesIt(string file)
    {
        var name = file.Replace("{0}", HexId.Write(keeper.Auditor), StringComparison.Ordinal);
        var content = await File.ReadAllBytesAsync(keeper.PathOf(name), TestContext.Current.CancellationToken);

        File.Delete(keeper.PathOf(name));
        var missing = (await keeper.VerifyAsync()).Findings.First;
        content[^3] ^= 1;
        await File.WriteAllBytesAsync(keeper.PathOf(name), content, TestContext.Current.CancellationToken);
        var changed = (await keeper.VerifyAsync()).Findings.First;

        Assert.Contains(missing, finding => finding.Fault == AuditFault.FileMissing && finding.File == name);
        Assert.Contains(changed, finding => finding.Fault == AuditFault.FileChanged && finding.File == name);
    }

    [Theory]
    [InlineData("2026-02-01.head.json")]
    [InlineData("2026-02-01.chains")]
    [InlineData("2026-03-03.0123456789abcdef0123456789abcdef.signed.json")]
    [InlineData("notes.txt")]
    public async Task Verify_AFileTooMany_NamesIt(string name)
    {
        await File.WriteAllTextAsync(keeper.PathOf(name), "", TestContext.Current.CancellationToken);

        Assert.Contains((await keeper.VerifyAsync()).Findings.First, finding => finding.Fault == AuditFault.FileExtra && finding.File == name);
    }

    [Fact]
    public async Task Verify_ALaterListHasLess_SaysThatTheChainWentBackwards()
    {
        var list = await File.ReadAllBytesAsync(keeper.PathOf("2026-03-03.chains"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(keeper.PathOf("2026-03-03.chains"), list[..HeadList.EntryLength], TestContext.Current.CancellationToken);

        var findings = (await keeper.VerifyAsync()).Findings.First;

        Assert.Contains(findings, finding => finding.Fault == AuditFault.Backwards && finding.ChainId == caseId && finding.Day == Tuesday);
    }

    [Fact]
    public async Task Verify_AFileStillBeingWritten_IsNoFinding()
    {
        await File.WriteAllTextAsync(keeper.PathOf("2026-03-04.chains.1.new"), "half", TestContext.Current.CancellationToken);

        Assert.True((await keeper.VerifyAsync()).Holds);
    }

    public async ValueTask InitializeAsync()
    {
        keeper = await HeadKeeper.CreateAsync(server);
        caseId = await keeper.AddCaseAsync(events: 3);
        await keeper.TickAsync();
        await keeper.HappenAsync(AuditLog.Organisation, "SignedIn");
        await keeper.NextDayAsync();
        await keeper.SignAsync(Tuesday);
        await keeper.TickAsync();
    }

    public ValueTask DisposeAsync() => keeper.DisposeAsync();
}

using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Takedowns.Faults;

namespace CaseManager.Web.Tests.Sending;

/// <summary>A small share of what <c>dotnet run -c Release --project tests/Benchmarks -- faults</c> does for an hour.</summary>
public sealed class FaultCampaignTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private readonly FaultCounts _counts = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Faults_EveryKindOnce_LoseNothingChangeNothingAndMarkEveryDuplicate()
    {
        await Campaign().RunAsync(() => _counts.Faults >= 45, Cancel);

        await AssertNothingIsWrongAsync();
    }

    [Fact]
    public async Task Situations_EachOnce_LoseNothingChangeNothingAndMarkEveryDuplicate()
    {
        await Campaign().RunSituationsAsync(1, Cancel);

        await AssertNothingIsWrongAsync();
    }

    private FaultCampaign Campaign()
    {
        var keys = TestFolders.New();
        new KeyFolder(keys).Create();
        return new FaultCampaign(fixture.Database, keys, _counts);
    }

    private async Task AssertNothingIsWrongAsync()
    {
        await using var said = new StringWriter();
        await _counts.WriteAsync("point", said);
        Assert.True(_counts.Wrong == 0, said.ToString());
        Assert.True(await FaultBench.ChainsHoldAsync(fixture.Database, Cancel));
    }
}

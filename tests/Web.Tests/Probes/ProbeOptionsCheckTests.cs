using CaseManager.Web.Probes;
using Microsoft.Extensions.Configuration;

namespace CaseManager.Web.Tests.Probes;

public sealed class ProbeOptionsCheckTests
{
    [Fact]
    public void Validate_NotEnabled_AsksForNothing() => Assert.Null(Check([]));

    [Fact]
    public void Validate_EnabledWithControlAndContact_IsRight() => Assert.Null(Check(Right));

    [Theory]
    [InlineData("CaseManager:Practice", "true", "CaseManager:Probes:Enabled must be false while")]
    [InlineData("CaseManager:Probes:Control", "", "CaseManager:Probes:Control must be")]
    [InlineData("CaseManager:Probes:Control", "https://t.me/c/1234567890/1", "CaseManager:Probes:Control must be")]
    [InlineData("CaseManager:Probes:Control", "https://t.me/ourchannel", "CaseManager:Probes:Control must be")]
    [InlineData("CaseManager:Probes:Control", "https://site.example/1", "CaseManager:Probes:Control must be")]
    [InlineData("CaseManager:Probes:Contact", "", "CaseManager:Probes:Contact must be")]
    [InlineData("CaseManager:Probes:Contact", "us) x", "CaseManager:Probes:Contact must be")]
    [InlineData("CaseManager:Probes:GapSecondsFrom", "2", "CaseManager:Probes:GapSecondsFrom must be")]
    [InlineData("CaseManager:Probes:GapSecondsTo", "5", "CaseManager:Probes:GapSecondsTo must be")]
    [InlineData("CaseManager:Probes:GapSecondsFrom", "7", "CaseManager:Probes:GapSecondsTo must be")]
    [InlineData("CaseManager:Probes:HostGapSeconds", "29", "CaseManager:Probes:HostGapSeconds must be")]
    [InlineData("CaseManager:Probes:DailyBudget", "0", "CaseManager:Probes:DailyBudget must be")]
    [InlineData("CaseManager:Probes:DailyBudget", "19001", "CaseManager:Probes:DailyBudget must be")]
    [InlineData("CaseManager:Probes:TimeoutSeconds", "61", "CaseManager:Probes:TimeoutSeconds must be")]
    public void Validate_OneWrong_SaysWhichInOneSentence(string setting, string value, string sentence) =>
        Assert.StartsWith($"The setting {sentence}", Check(new(Right) { [setting] = value }), StringComparison.Ordinal);

    private static Dictionary<string, string?> Right => new()
    {
        ["CaseManager:Probes:Enabled"] = "true",
        ["CaseManager:Probes:Control"] = "https://t.me/ourchannel/1",
        ["CaseManager:Probes:Contact"] = "checks@helpline.example",
    };

    private static string? Check(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var options = configuration.GetSection(ProbeOptions.Section).Get<ProbeOptions>() ?? new ProbeOptions();
        return new ProbeOptionsCheck(configuration).Validate(null, options) is { Failed: true } result ? Assert.Single(result.Failures) : null;
    }
}

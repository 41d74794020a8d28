using CaseManager.Web.Hosting;

namespace CaseManager.Core.Tests.Architecture;

public sealed class HouseTests
{
    private static readonly string[] Features =
        ["Audit", "Access", "Sealing", "Reports", "Platforms", "Cases", "Documents", "Takedowns", "Statistics", "Retention"];

    private static readonly string Core = typeof(RandomId).Assembly.Location;

    [Fact]
    public void Features_UseOnlyEarlierOnes() =>
        Assert.Empty(FeatureOrder.Violations(Core, "CaseManager.Core", Features));

    [Fact]
    public void Features_AreAllInTheOrder() =>
        Assert.Empty(FeatureOrder.Unlisted(Core, "CaseManager.Core", Features));

    [Fact]
    public void Violations_LaterFeatureUsedInAnAsyncBody_IsFound()
    {
        var found = FeatureOrder.Violations(
            typeof(HouseTests).Assembly.Location, "CaseManager.Core.Tests.Architecture.Samples", ["Earlier", "Later"]);

        Assert.NotEmpty(found);
        Assert.All(found, sentence => Assert.Contains("Later.Thing", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Core_KnowsNoHttpMailOrJobs()
    {
        string[] refused = ["Microsoft.AspNetCore", "MailKit", "MimeKit", "Hangfire"];

        var references = typeof(RandomId).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => name != "Microsoft.AspNetCore.Identity.EntityFrameworkCore");

        Assert.DoesNotContain(references, name => refused.Any(start => name.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public void Web_DoesNotReferenceMigrations() =>
        Assert.DoesNotContain(
            typeof(CaseManagerWeb).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == "CaseManager.Migrations");
}

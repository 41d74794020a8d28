using CaseManager.Core.Statistics.Bundles;

namespace CaseManager.Core.Tests.Statistics.Bundles;

public sealed class SheetNamesTests
{
    [Fact]
    public void Of_LongNamesThatBecomeAlike_AreToldApart()
    {
        var name = new string('a', 40);

        var names = SheetNames.Of([name, $"{name}b", "About", "closed_by_platform_group_and_removal_time"], "about");

        Assert.Equal([new('a', 31), $"{new string('a', 29)}_2", "About_2", "closed_by_group_and_time"], names);
    }
}

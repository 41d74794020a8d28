using System.Reflection;
using System.Text.RegularExpressions;
using CaseManager.TestSupport;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>The published list of lies and the suite are one.</summary>
public sealed partial class HostileListTests
{
    /// <summary>Trait of tests elsewhere that are one of the lies.</summary>
    public const string Trait = "Lie";

    [Fact]
    public void List_InSecurityMd_NamesEveryLieAndWhatIsRead()
    {
        var text = File.ReadAllText(RepositoryFolder.File("SECURITY.md")).Split("\n## 12.")[1].Split("\n## 13.")[0];

        var listed = Row().Matches(text).Select(row => row.Groups[1].Value).ToList();
        var said = HostileStaffTests.Lies.Select(lie => (lie.Name, lie.Says))
            .Concat(HostileSurvivorTests.Lies.Select(lie => (lie.Name, lie.Says)))
            .Concat(HostileSurvivorTests.LiesWhileSending.Select(lie => (lie.Name, lie.Says)))
            .ToList();
        var elsewhere = typeof(HostileListTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(test => test.GetCustomAttributes<TraitAttribute>())
            .Where(trait => trait.Name == Trait)
            .Select(trait => trait.Value);

        Assert.True(listed.Count >= 25);
        Assert.Equal(said.Select(lie => lie.Name).Concat(elsewhere).Order(), listed.Order());
        Assert.All(said, lie => Assert.Contains(lie.Says, LineOf(text, lie.Name), StringComparison.Ordinal));
    }

    private static string LineOf(string text, string name) =>
        text.Split('\n').Single(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal));

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

using System.Text.Json;
using CaseManager.Core.Platforms.Links;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Platforms.Links;

public sealed class RegistrableHostsTests
{
    [Fact]
    public void Of_EveryVector_GivesTheAnswerOfTheVector()
    {
        var vectors = JsonSerializer.Deserialize<Dictionary<string, string>>(
            File.ReadAllText(RepositoryFolder.File("tests/vectors/registrable-hosts.json")))!;

        Assert.All(vectors, vector => Assert.Equal(vector.Value, RegistrableHosts.Of(vector.Key)));
    }
}

using System.Text.Json;
using CaseManager.Core.Platforms.Links;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Platforms.Links;

public sealed class LinkSecretsTests
{
    private static readonly Vector[] vectors = JsonSerializer.Deserialize<Vector[]>(
        File.ReadAllText(RepositoryFolder.File("tests/vectors/link-secrets.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void Erase_EveryVector_LeavesWhatTheVectorKeeps() =>
        Assert.All(vectors, vector => Assert.Equal((vector.Kept, vector.Kept), (LinkSecrets.Erase(vector.Text), LinkSecrets.Erase(vector.Kept))));

    private sealed record Vector(string Text, string Kept);
}

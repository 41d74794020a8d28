using System.Text.Json;
using CaseManager.Core.Platforms.Links;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Platforms.Links;

public sealed class CanonicalKeyTests
{
    [Fact]
    public void Read_EveryKeyOfTheVectors_GivesItsAddressBack()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.File("tests/vectors/links.json")));
        var keys = vectors.RootElement.EnumerateArray().Select(row => (Key: row.GetProperty("key").GetString(), Url: row.GetProperty("url").GetString()))
            .Where(row => row.Key is not null).Distinct().ToList();

        Assert.NotEmpty(keys);
        Assert.All(keys, row => Assert.Equal((row.Key, row.Url), (CanonicalKey.Read(row.Key!)?.Text, CanonicalKey.Read(row.Key!)?.Url)));
    }

    [Fact]
    public void Read_Post_KnowsNameAndNumber()
    {
        var key = CanonicalKey.Read("tg:post:@examplechannel:42")!;

        Assert.Equal(("examplechannel", "42", "post"), (key.PeerName, key.PostId, key.Kind));
    }

    [Theory]
    [InlineData("tg:post:@examplechannel:42 ")]
    [InlineData("tg:peer:examplechannel")]
    [InlineData("web:site.example/a#b")]
    [InlineData("web:SITE.example/a")]
    [InlineData("web:127.1/a")]
    [InlineData("nothing")]
    public void Read_AnythingElse_IsNoKey(string text) => Assert.Null(CanonicalKey.Read(text));
}

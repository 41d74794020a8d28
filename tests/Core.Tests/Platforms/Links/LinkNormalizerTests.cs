using System.Text.Json;
using CaseManager.Core.Platforms.Links;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Platforms.Links;

public sealed class LinkNormalizerTests
{
    private static readonly LinkNormalizer normalizer = new(PlatformHosts.Seeded);

    private static readonly NormalizedLink[] vectors = JsonSerializer.Deserialize<NormalizedLink[]>(
        File.ReadAllText(RepositoryFolder.File("tests/vectors/links.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void Normalize_EveryVector_GivesTheAnswerOfTheVector() =>
        Assert.All(vectors, vector => Assert.Equal(vector, normalizer.Normalize(vector.Input)));

    [Fact]
    public void Vectors_ShowEveryReason()
    {
        var shown = vectors.Select(vector => vector.Reason).OfType<string>().Append("too_long").Distinct();

        Assert.Equal(LinkNormalizer.Reasons.Order(), shown.Order());
    }

    [Fact]
    public void Normalize_MoreThanTheLimit_IsTooLong() =>
        Assert.Equal("too_long", normalizer.Normalize($"https://example.com/{new string('a', 20_000)}").Reason);

    [Theory]
    [InlineData("example.com/", 'a')]
    [InlineData("https://telegra.ph/", '<')]
    public void Normalize_OwnAddressLongerThanTheLimit_IsTooLong(string start, char letter) =>
        Assert.Equal("too_long", normalizer.Normalize($"{start}{new string(letter, 16_384 - start.Length - 1)}b").Reason);

    [Fact]
    public void Normalize_OwnAddress_GivesTheSameKeyAgain() =>
        Assert.All(vectors.Where(vector => vector.Url is not null), vector =>
        {
            var again = normalizer.Normalize(vector.Url!);
            Assert.Equal((vector.Key, vector.Url, vector.Platform), (again.Key, again.Url, again.Platform));
        });

    [Theory]
    [InlineData("https://t.me/login/84213")]
    [InlineData("tg://login?code=84213")]
    [InlineData("https://t.me/confirmphone?phone=84213&hash=84213")]
    public void Normalize_LoginCodeOrPhoneHash_KeepsNothingAndSaysSo(string typed)
    {
        var link = normalizer.Normalize(typed);

        Assert.True(LinkNormalizer.HoldsSecret(link.Reason));
        Assert.DoesNotContain("84213", (link with { Input = "" }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_HalfASurrogatePair_BecomesTheReplacementCharacter() =>
        Assert.Equal("web:example.com/\ufffd", normalizer.Normalize("https://example.com/\ud83d").Key);

    [Fact]
    public void Serialize_NormalizedLink_HasTheNamesOfTheCommand() =>
        Assert.Equal(
            """{"input":"x","kind":null,"key":null,"platform":null,"url":null,"confidence":"low","reason":"not_a_link"}""",
            JsonSerializer.Serialize(normalizer.Normalize("x"), JsonSerializerOptions.Web));
}

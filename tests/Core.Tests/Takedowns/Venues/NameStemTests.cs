using CaseManager.Core.Takedowns.Venues;
using CsCheck;

namespace CaseManager.Core.Tests.Takedowns.Venues;

public sealed class NameStemTests
{
    private static readonly Gen<string> names = Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789_"].Array[1, 24].Select(letters => new string(letters));

    [Theory]
    [InlineData("leakhouse", "leakhouse")]
    [InlineData("LeakHouse_backup", "leakhouse")]
    [InlineData("leakhouse_v2", "leakhouse")]
    [InlineData("leakhousev3", "leakhouse")]
    [InlineData("new_leakhouse_2nd", "leakhouse")]
    [InlineData("official_leakhouse_channel_2024", "leakhouse")]
    [InlineData("leakhouse_rezerv", "leakhouse")]
    [InlineData("yeni_leakhouse_kanal", "leakhouse")]
    [InlineData("main_chat", null)]
    [InlineData("backup2", null)]
    [InlineData("abc_backup", null)]
    [InlineData("12345", null)]
    public void Of_Name_LeavesWhatPeopleKeep(string name, string? stem) => Assert.Equal(stem, NameStem.Of(name));

    [Theory]
    [InlineData("tg:peer:@leakhouse_backup", "leakhouse")]
    [InlineData("tg:peer:#1234567890", null)]
    [InlineData("tg:invite:AbCdEfGhIjKl", null)]
    [InlineData("web:leakhouse-new.example/", "leakhouse")]
    [InlineData("web:192.0.2.7/", null)]
    [InlineData("web:xn--bcher-kva.example/", null)]
    [InlineData("web:discord.com/channels/1", null)]
    public void OfKey_Venue_HasTheStemOfItsName(string key, string? stem) => Assert.Equal(stem, NameStem.OfKey(key));

    [Fact]
    public void Of_AnyName_IsSmallLettersAndStaysItself() => names.Sample(name =>
    {
        var stem = NameStem.Of(name);
        return stem is null || (stem.Length >= NameStem.MinimumLetters && stem.All(char.IsAsciiLetterLower) && NameStem.Of(stem) == stem);
    });

    [Fact]
    public void Of_AnyNameWithAWordBehindIt_HasTheSameStem() =>
        Gen.Select(names, Gen.Int[0, NameStem.Words.Count - 1]).Sample((name, at) => NameStem.Of(name) is not { } stem || NameStem.Of($"{name}_{NameStem.Words[at]}") == stem);

    [Fact]
    public void Of_AnyNameInCapitalsOrWithDigits_HasTheSameStem() =>
        Gen.Select(names, Gen.Int[0, 9999]).Sample((name, number) => NameStem.Of(name) == NameStem.Of($"{name.ToUpperInvariant()}_{number}"));

    [Fact]
    public void Words_None_EndsWithAnother() =>
        Assert.DoesNotContain(NameStem.Words, word => NameStem.Words.Any(other => other != word && word.EndsWith(other, StringComparison.Ordinal)));
}

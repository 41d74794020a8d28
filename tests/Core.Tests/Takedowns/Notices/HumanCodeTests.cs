using System.Security.Cryptography;
using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Core.Tests.Takedowns.Notices;

public sealed class HumanCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    [Fact]
    public void Write_AnyMac_IsFoundAgain() =>
        Assert.All(Codes(200), code =>
        {
            Assert.Matches("^TD-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", code);
            Assert.True(HumanCode.TryFind($"Re: [{code}] your notice", out var found));
            Assert.Equal(code, found);
        });

    [Fact]
    public void TryFind_OneCharacterWrong_IsFalse() =>
        Assert.All(
            from code in Codes(20)
            from place in Enumerable.Range(3, 9).Where(i => code[i] != '-')
            from other in Alphabet
            where other != code[place]
            select code[..place] + other + code[(place + 1)..],
            wrong => Assert.False(HumanCode.TryFind(wrong, out _)));

    [Fact]
    public void TryFind_TypedByAPerson_IsReadAsMeant()
    {
        var code = Codes(2000).First(code => code.Contains('0', StringComparison.Ordinal) && code.Contains('1', StringComparison.Ordinal));

        Assert.True(HumanCode.TryFind(code.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l'), out var found));
        Assert.Equal(code, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("TD-7F3K")]
    [InlineData("XTD-7F3K-29QX")]
    public void TryFind_NoCode_IsFalse(string text) => Assert.False(HumanCode.TryFind(text, out _));

    private static List<string> Codes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => HumanCode.Write(SHA256.HashData(BitConverter.GetBytes(i))))];
}

using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.Core.Tests.Sealing;

public sealed class AgeTests
{
    private static readonly byte[] Seed = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] PublicKey = HybridKey.PublicKeyOf(Seed);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(131_072)]
    [InlineData(200_000)]
    public void Seal_AnySize_OpensAndHasTheLengthTheHeaderSays(int size)
    {
        var plaintext = RandomNumberGenerator.GetBytes(size);

        var file = AgeWriter.Seal(plaintext, PublicKey);

        Assert.Equal(plaintext, AgeReader.Open(file, Seed));
        Assert.Equal(size, AgeHeader.Read(file).PlaintextLength(file.Length));
    }

    [Fact]
    public void Seal_ToSixtyFour_OpensForEachAndNobodyElse()
    {
        var seeds = Enumerable.Range(0, 64).Select(_ => RandomNumberGenerator.GetBytes(32)).ToList();

        var file = AgeWriter.Seal("hello"u8, [.. seeds.Select(seed => HybridKey.PublicKeyOf(seed))]);

        Assert.Equal(64, AgeHeader.Read(file).Recipients);
        Assert.All(seeds, seed => Assert.Equal("hello"u8.ToArray(), AgeReader.Open(file, seed)));
        Assert.Null(AgeReader.Open(file, Seed));
    }

    [Fact]
    public void Seal_ToNobodyOrTooMany_Throws()
    {
        Assert.Throws<ArgumentException>(() => AgeWriter.Seal("x"u8, []));
        Assert.Throws<ArgumentException>(() => AgeWriter.Seal("x"u8, [.. Enumerable.Repeat(PublicKey, 65)]));
        Assert.Throws<ArgumentException>(() => AgeWriter.Seal("x"u8, new byte[32]));
    }

    [Fact]
    public void Read_SixtyFiveRecipients_IsRefused()
    {
        var file = Encoding.Latin1.GetString(AgeWriter.Seal("x"u8, [.. Enumerable.Repeat(PublicKey, 64)]));
        var stanza = file[22..file.IndexOf("-> ", 25, StringComparison.Ordinal)];

        var refusal = Refusal(file.Insert(22, stanza));

        Assert.Equal("recipients", refusal);
    }

    [Fact]
    public void Read_EveryWayToBendAHeader_IsRefused()
    {
        var file = Encoding.Latin1.GetString(AgeWriter.Seal("x"u8, PublicKey));
        var macAt = file.IndexOf("--- ", StringComparison.Ordinal);

        Assert.Equal("not-an-age-file", Refusal(""));
        Assert.Equal("not-an-age-file", Refusal(file.Replace("/v1", "/v2", StringComparison.Ordinal)));
        Assert.Equal("not-an-age-file", Refusal(file.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal("not-an-age-file", Refusal(file.Insert(macAt, "\n")));
        Assert.Equal("not-an-age-file", Refusal(file.Insert(macAt, "=")));
        Assert.Equal("not-an-age-file", Refusal(file.Remove(macAt + 4, 1)));
        Assert.Equal("not-an-age-file", Refusal(file.Replace("-> mlkem768x25519 ", "-> mlkem768x25519  ", StringComparison.Ordinal)));
        Assert.Equal("foreign-stanza", Refusal(file.Insert(macAt, "-> X25519 abc\nabc\n")));
        Assert.Equal("foreign-stanza", Refusal(file.Insert(macAt, "-> grease\n\n")));
        Assert.Equal("foreign-stanza", Refusal(file.Insert(22, "-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\nAAAA\n")));
        Assert.Equal("recipients", Refusal(file.Remove(22, macAt - 22)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(65_552)]
    [InlineData(65_567)]
    public void PlaintextLength_ThatNoPlaintextHas_IsRefused(int payload)
    {
        // 65,552 bytes are one whole chunk; with 16 more the last chunk would be empty.
        var header = new AgeHeader(1600, 1);
        var length = 1600 + 16 + payload + (payload == 65_552 ? 16 : 0);

        Assert.Equal("truncated", Assert.Throws<RefusedException>(() => header.PlaintextLength(length)).Code);
    }

    private static string Refusal(string file) =>
        Assert.Throws<RefusedException>(() => AgeHeader.Read(Encoding.Latin1.GetBytes(file))).Code;
}

using System.Text;
using System.Text.Json;

namespace CaseManager.EndToEnd.Tests.WholePath;

/// <summary>A search that finds nothing proves something only if it would have found it.</summary>
public sealed class CanaryTests
{
    private const string Text = "https://t.me/her&its/ü\"7";

    public static TheoryData<string, byte[]> Spelled => new()
    {
        { "as it is", Encoding.UTF8.GetBytes($"log: {Text}.") },
        { "in capitals", Encoding.UTF8.GetBytes(Text.ToUpperInvariant()) },
        { "UTF-16", [1, .. Encoding.Unicode.GetBytes(Text), 2] },
        { "UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(Text) },
        { "an address", Encoding.ASCII.GetBytes($"/a?next={Uri.EscapeDataString(Text)}&b") },
        { "a posted form", new FormUrlEncodedContent([new("Input.Story", $"{Text} and more")]).ReadAsByteArrayAsync().Result },
        { "JSON", JsonSerializer.SerializeToUtf8Bytes(new { text = Text }) },
        { "hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower([9, .. Encoding.UTF8.GetBytes(Text)])) },
        { "base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text))) },
        { "base64 behind a byte", Encoding.ASCII.GetBytes(Convert.ToBase64String([7, .. Encoding.UTF8.GetBytes(Text), 8])) },
        { "base64 behind two bytes", Encoding.ASCII.GetBytes(Convert.ToBase64String([7, 9, .. Encoding.UTF8.GetBytes(Text)])) },
        { "base64url", Encoding.ASCII.GetBytes(System.Buffers.Text.Base64Url.EncodeToString([7, .. Encoding.UTF8.GetBytes(Text)])) },
    };

    [Theory]
    [MemberData(nameof(Spelled))]
    public void IsIn_AnySpelling_IsFound(string how, byte[] bytes) => Assert.True(new Canary(Text).IsIn(bytes), how);

    [Fact]
    public void IsIn_AnotherText_IsNotFound() => Assert.False(new Canary(Text).IsIn(Encoding.UTF8.GetBytes(Text[..^1])));
}

namespace CaseManager.Core.Tests;

public sealed class HexIdTests
{
    [Fact]
    public void Write_BytesInOrder_AreTheSameBytesInHexadecimal()
    {
        var id = new Guid([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0, 1, 2, 3, 4, 5, 6, 7], bigEndian: true);

        Assert.Equal("0123456789abcdef0001020304050607", HexId.Write(id));
        Assert.True(HexId.TryRead("0123456789abcdef0001020304050607", out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789ABCDEF0001020304050607")]
    [InlineData("01234567-89ab-cdef-0001-020304050607")]
    [InlineData("0123456789abcdef00010203040506071")]
    [InlineData("g123456789abcdef0001020304050607")]
    public void TryRead_AnythingElse_IsRefused(string? text) => Assert.False(HexId.TryRead(text, out _));
}

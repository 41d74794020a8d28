using CaseManager.Local.Practice;

namespace CaseManager.Local.Tests.Practice;

public sealed class TotpCodeTests
{
    // RFC 6238, appendix B: the last six of the eight digits there.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void At_PublishedVectors_Agree(long second, string code) =>
        Assert.Equal(code, TotpCode.At("GEZD GNBV GY3T QOJQ gezd gnbv gy3t qojq", DateTimeOffset.FromUnixTimeSeconds(second)));

    [Fact]
    public void Left_InTheMiddleOfAStep_IsTheRestOfIt() =>
        Assert.Equal(TimeSpan.FromSeconds(19.5), TotpCode.Left(DateTimeOffset.FromUnixTimeMilliseconds(1111111120500)));

    [Fact]
    public void At_KeyThatIsNoBase32_Throws() =>
        Assert.Throws<FormatException>(() => TotpCode.At("0189", DateTimeOffset.UnixEpoch));
}

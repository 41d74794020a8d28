using System.Text;
using CaseManager.Core.Access;

namespace CaseManager.Core.Tests.Access;

public sealed class TotpTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, SHA-1, the last six of the eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_OfPublishedMoments_IsThePublishedCode(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Key, Totp.Step(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void FindStep_ClocksDiffer_TakesOneStepEitherWay(int secondsApart, bool found)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var code = Totp.Code(Key, Totp.Step(now.AddSeconds(secondsApart)));

        Assert.Equal(found, Totp.FindStep(Key, code, now) is not null);
    }

    [Fact]
    public void FindStep_TypedWithASpace_IsFound()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(59);

        Assert.Equal(1, Totp.FindStep(Key, " 287 082", now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("f")]
    [InlineData("foobar")]
    public void Read_Base32OfRfc4648_IsTheText(string text)
    {
        var encoded = text switch { "" => "", "f" => "MY======", _ => "MZXW6YTBOI======" };

        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Read(encoded)));
    }
}

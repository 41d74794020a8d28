using CaseManager.Core.Platforms;

namespace CaseManager.Core.Tests.Platforms;

public sealed class NeverAddressesTests
{
    [Theory]
    [InlineData("dsa.telegram@edsr.eu")]
    [InlineData("  dsa.telegram@edsr.eu\t")]
    [InlineData("DSA.Telegram@EDSR.eu")]
    [InlineData("dsa.telegram+case@edsr.eu")]
    [InlineData("Telegram <dsa.telegram@edsr.eu>")]
    [InlineData("\"EDSR, Brussels\" <DSA.Telegram+x@edsr.eu>")]
    [InlineData("\"dsa.telegram\"@edsr.eu")]
    [InlineData("mailto:dsa.telegram@edsr.eu")]
    [InlineData("dsa.telegram@edsr.eu.")]
    [InlineData("dsa.telegram@edsr.eu (authorities)")]
    [InlineData("abuse@telegram.org, dsa.telegram@edsr.eu")]
    [InlineData("dsa.\u200btelegram@edsr.eu")]
    [InlineData("ｄｓａ.telegram@edsr.eu")]
    [InlineData("recover@telegram.org")]
    [InlineData("https://t.me/SearchReport")]
    [InlineData("http://T.me/notoscam/")]
    public void Contain_NeverAddressHoweverWritten_IsTrue(string typed) =>
        Assert.True(PlatformDirectory.Seed.Never.Contain(typed));

    [Theory]
    [InlineData("abuse@telegram.org")]
    [InlineData("dsa@pornhub.com")]
    [InlineData("telegram@edsr.eu")]
    [InlineData("dsa.telegram@edsr.eu.example")]
    [InlineData("https://t.me/EURegulation")]
    [InlineData("")]
    public void Contain_AnotherAddress_IsFalse(string typed) =>
        Assert.False(PlatformDirectory.Seed.Never.Contain(typed));
}

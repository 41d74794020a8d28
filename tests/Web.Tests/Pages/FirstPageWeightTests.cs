using System.IO.Compression;
using CaseManager.TestSupport;
using CaseManager.Web.Tests.Api;

namespace CaseManager.Web.Tests.Pages;

public sealed class FirstPageWeightTests(IntakeFixture fixture) : IClassFixture<IntakeFixture>
{
    /// <summary>Bytes of the survivor's page and its style sheet together, compressed.</summary>
    private const int WeightBudget = 30 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    [InlineData("ko")]
    [InlineData("ar")]
    public async Task FirstPage_InAnyLanguage_WeighsAtMostThirtyKilobytesWithItsStyle(string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/?language={language}", UriKind.Relative));
        request.Headers.Add("Accept-Encoding", "br");

        using var answer = await fixture.App.PublicClient().SendAsync(request, Cancel);
        var html = await answer.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        var style = Packed(await File.ReadAllBytesAsync(RepositoryFolder.File($"src/CaseManager.Web/wwwroot/built/public{(language == "ar" ? ".rtl" : "")}.css"), Cancel));
        Assert.True(html.Length + style <= WeightBudget, $"{html.Length} bytes and {style} of style, compressed.");
    }

    private static long Packed(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(file);
        }

        return packed.Length;
    }
}

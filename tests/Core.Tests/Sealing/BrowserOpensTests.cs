using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Sealing;

/// <summary>The server's writer is proven by the browser's library opening its files.</summary>
public sealed class BrowserOpensTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Seal_AnySizeToOneOrSixtyFour_OpensInTheBrowser()
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var others = Enumerable.Range(0, 63).Select(_ => HybridKey.PublicKeyOf(RandomNumberGenerator.GetBytes(32)));
        var publicKey = HybridKey.PublicKeyOf(seed);
        var plaintexts = new[] { 0, 1, 4096, 65_535, 65_536, 65_537, 131_072, 200_000, 25 * 1024 * 1024 }.Select(RandomNumberGenerator.GetBytes).ToList();
        using var browser = Process.Start(new ProcessStartInfo("node", RepositoryFolder.File("src/CaseManager.Browser/generate/open-files.mjs"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

        var answers = browser.StandardOutput.ReadToEndAsync(Cancel);
        foreach (var plaintext in plaintexts)
        {
            await WriteAsync(browser, seed, AgeWriter.Seal(plaintext, publicKey));
        }

        await WriteAsync(browser, seed, AgeWriter.Seal(plaintexts[3], [.. others, publicKey]));
        await WriteAsync(browser, RandomNumberGenerator.GetBytes(32), AgeWriter.Seal(plaintexts[3], publicKey));
        browser.StandardInput.Close();
        await browser.WaitForExitAsync(Cancel);

        var hashes = plaintexts.Select(plaintext => Convert.ToHexStringLower(SHA256.HashData(plaintext))).ToList();
        var opened = (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([.. hashes, hashes[3], "null"], opened);
    }

    private static Task WriteAsync(Process browser, byte[] seed, byte[] file) => browser.StandardInput.WriteLineAsync(
        JsonSerializer.Serialize(new { seed = Base64Url.EncodeToString(seed), file = Base64Url.EncodeToString(file) }));
}

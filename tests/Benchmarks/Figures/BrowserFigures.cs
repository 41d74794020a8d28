using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CaseManager.TestSupport;

namespace CaseManager.Benchmarks.Figures;

/// <summary>What the browser's code costs, measured in Chromium in turns with a bare way to do the same.</summary>
public static class BrowserFigures
{
    /// <summary>The command that prints them.</summary>
    public static Command ToCommand()
    {
        var cases = new Option<int>("--cases") { Description = "How many are wrapped anew.", DefaultValueFactory = _ => 10_000 };
        var command = new Command("browser", "Sealing, unlocking, opening cards and wrapping cases in Chromium, and the bytes of it.") { cases };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(cases), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    private static async Task<int> RunAsync(int cases, TextWriter output, CancellationToken cancel)
    {
        await output.WriteLineAsync(Row("figure", "product", "bare", "ratio", "target"));
        var bytes = JsonSerializer.Deserialize<Dictionary<string, int>>(await NodeAsync("crypto-bytes.mjs", [], cancel))!;
        await output.WriteLineAsync(Row("crypto of her page after brotli, against age alone", bytes["crypto"], bytes["age"], Kilobytes, "50 KB"));
        await output.WriteLineAsync(Row("her whole script after brotli, against its crypto", bytes["all"], bytes["crypto"], Kilobytes, "-"));

        var bundle = Path.GetTempFileName();
        try
        {
            await NodeAsync("figures.mjs", [bundle], cancel);
            var script = await File.ReadAllTextAsync(bundle, cancel);
            await using (var page = await MeasuredPage.OpenAsync(script, "--js-flags=--jitless"))
            {
                await PrintAsync(output, page, "seal(9)", "seal 8 KiB and its card, JIT off, against age", "200 ms");
            }

            await using (var page = await MeasuredPage.OpenAsync(script))
            {
                await PrintAsync(output, page, "seal(9)", "seal 8 KiB and its card, against age", "-");
                await PrintAsync(output, page, "unlock(3)", "unlock by passphrase, against Argon2id alone", "3000 ms");
                await PrintAsync(output, page, "cards(500)", "open 500 cards, against age", "10000 ms");
                await PrintAsync(output, page, $"turn({cases}, false)", $"wrap {cases} cases anew, against age", "-");
                await PrintAsync(output, page, $"turn({cases}, true)", $"give {cases} cases new keys, against age", "-");
            }
        }
        finally
        {
            File.Delete(bundle);
        }

        return 0;
    }

    private static async Task PrintAsync(TextWriter output, MeasuredPage page, string figure, string what, string target)
    {
        var (product, bare) = await page.MeasureAsync(figure);
        await output.WriteLineAsync(Row(what, product, bare, Milliseconds, target));
    }

    private static async Task<string> NodeAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("node", [RepositoryFolder.File($"src/CaseManager.Browser/generate/{script}"), .. arguments]) { RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        var said = await node.StandardOutput.ReadToEndAsync(cancel);
        await node.WaitForExitAsync(cancel);
        return node.ExitCode == 0 ? said : throw new InvalidOperationException($"{script} ended with {node.ExitCode}.");
    }

    private static string Row(string what, double product, double bare, Func<double, string> write, string target) =>
        Row(what, write(product), write(bare), string.Create(CultureInfo.InvariantCulture, $"{product / bare:0.00}"), target);

    private static string Row(string what, string product, string bare, string ratio, string target) =>
        $"{what,-52}{product,12}{bare,12}{ratio,8}{target,10}";

    private static string Kilobytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000:0.0} KB");

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0} ms");
}

using System.CommandLine;
using System.Globalization;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.Playwright;

namespace CaseManager.Benchmarks.Figures;

/// <summary>
/// Weight of the public pages and when their words can be read, on a slow line (400 kbit/s, 400 ms there and back) and a processor six times slower,
/// beside a page of one sentence on the same line.
/// </summary>
public static class PageFigure
{
    private const double BytesASecond = 400_000 / 8.0;
    private const double RoundTrip = 400;
    private const double Slower = 6;
    private const double WordsWithin = 3000;
    private const double MostOfWords = 30 * 1024;
    private const double MostOfAll = 150 * 1024;
    private const int Runs = 3;

    private static readonly string[] languages = ["en", "zh-Hans", "ko", "ar"];
    private static readonly string[] addresses = ["/", "/plain", "/help"];

    // Only what was sent counts: a compressed answer's bytes on the line.
    private const string Read =
        """
        () => {
          const [page] = performance.getEntriesByType("navigation");
          const parts = performance.getEntriesByType("resource");
          const bytes = (all) => all.reduce((sum, part) => sum + part.encodedBodySize, 0);
          return {
            words: performance.getEntriesByName("first-contentful-paint")[0].startTime,
            text: page.encodedBodySize + bytes(parts.filter((part) => new URL(part.name).pathname.endsWith(".css"))),
            all: page.encodedBodySize + bytes(parts),
          };
        }
        """;

    public static Command ToCommand()
    {
        var command = new Command("pages", "Weight of the public pages, and when their words can be read on a slow line and phone.");
        command.SetAction((parsed, cancel) => RunAsync(parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    private static async Task<int> RunAsync(TextWriter output, CancellationToken cancel)
    {
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        await using var database = await server.CreateDatabaseAsync(cancel);
        await new TestGenesis().InstallAsync(database, cancel);
        await using var app = await PublishedProgram.StartAsync(database, cancel);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await MeasuredPage.LaunchAsync(playwright);

        // Everything is compiled and cached on the server before anything counts.
        foreach (var address in addresses)
        {
            await MeasureAsync(browser, new Uri(app.PublicUrl, address));
        }

        var bare = await MedianAsync(browser, new Uri(app.PublicUrl, PublishedProgram.OneSentence));
        await output.WriteLineAsync($"{"page",-18}{"HTML + CSS",12}{"everything",12}{"words after",13}{"one sentence",14}{"ratio",8}");
        var isWithin = true;
        foreach (var address in addresses)
        {
            foreach (var language in languages)
            {
                var page = await MedianAsync(browser, new Uri(app.PublicUrl, $"{address}?language={language}"));
                isWithin &= page.Words <= WordsWithin && page.Text <= MostOfWords && page.All <= MostOfAll;
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{address + " " + language,-18}{page.Text / 1024,9:0.0} KB{page.All / 1024,9:0.0} KB{page.Words,10:0} ms{bare.Words,11:0} ms{page.Words / bare.Words,8:0.00}").AsMemory(), cancel);
            }
        }

        await output.WriteLineAsync($"targets: HTML + CSS 30 KB, everything 150 KB, words within {WordsWithin} ms: {(isWithin ? "reached" : "missed")}");
        return isWithin ? 0 : 1;
    }

    private static async Task<Figures> MedianAsync(IBrowser browser, Uri address)
    {
        List<Figures> runs = [];
        for (var run = 0; run < Runs; run++)
        {
            runs.Add(await MeasureAsync(browser, address));
        }

        return runs.OrderBy(run => run.Words).ElementAt(Runs / 2);
    }

    private static async Task<Figures> MeasureAsync(IBrowser browser, Uri address)
    {
        await using var person = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 800 } });
        var page = await person.NewPageAsync();
        var line = await person.NewCDPSessionAsync(page);
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = RoundTrip,
            ["downloadThroughput"] = BytesASecond,
            ["uploadThroughput"] = BytesASecond,
        });
        await line.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = Slower });
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.WaitForFunctionAsync("performance.getEntriesByName('first-contentful-paint').length > 0");
        var read = (await page.EvaluateAsync(Read))!.Value;
        return new Figures(read.GetProperty("words").GetDouble(), read.GetProperty("text").GetDouble(), read.GetProperty("all").GetDouble());
    }

    private sealed record Figures(double Words, double Text, double All);
}

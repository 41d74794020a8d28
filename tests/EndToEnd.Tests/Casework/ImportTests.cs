using System.Text;
using CaseManager.Core.Access;
using CaseManager.Core.Cases.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>Open cases from a spreadsheet, in the caseworker's browser.</summary>
public sealed class ImportTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const float Slow = 60_000;

    [Fact]
    public async Task Import_PageClosedInTheMiddleAndTheSameFileChosenAgain_OpensEachRowOnce()
    {
        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker);
        var before = await CountAsync();
        await caseworker.Page.ClickAsync("a[href='/cases/import']");
        await caseworker.LookAsync("import-begin");
        await caseworker.Page.ClickAsync("details.govuk-details summary");
        await caseworker.LookAsync("import-format");
        await ChooseAsync(caseworker.Page, "open cases.csv", Twelve());
        var summary = caseworker.Page.Locator("#import-summary");
        await Assertions.Expect(summary).ToContainTextAsync("Ready to be imported: 10", new() { Timeout = Slow });
        await Assertions.Expect(summary).ToContainTextAsync("Of these with remarks: 1");
        await Assertions.Expect(summary).ToContainTextAsync("Cannot be imported: 2");
        await Assertions.Expect(caseworker.Page.Locator("#import-findings")).ToContainTextAsync("not understood (a name or password inside), but is kept as typed");
        await Assertions.Expect(caseworker.Page.Locator("#import-findings tr").First).ToContainTextAsync("Not imported");
        Assert.Equal(before, await CountAsync());
        var report = await DownloadAsync(caseworker.Page, "#import-report");
        Assert.Contains("'=SUM(A1)", report, StringComparison.Ordinal);
        await caseworker.LookAsync("import-checked");
        Assert.Empty(caseworker.Complaints);

        var sent = 0;
        var lost = new TaskCompletionSource();
        await caseworker.Page.RouteAsync("**/api/staff/imports", async route =>
        {
            if (++sent < 5)
            {
                await route.ContinueAsync();
                return;
            }

            // The fifth arrives, and its answer does not.
            await route.FetchAsync();
            lost.SetResult();
        });
        await caseworker.Page.DblClickAsync("#import-start");
        await lost.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await caseworker.LookAsync("import-running");
        await caseworker.Page.CloseAsync();
        Assert.Equal(before + 5, await CountAsync());

        var again = new CaseworkerPage(await person.NewPageAsync(), site.App, caseworker.Account);
        again.Page.Console += (_, message) => again.Hear(message.Text);
        await again.GoAsync("/cases/import");
        await ChooseAsync(again.Page, "open cases.csv", Twelve().Replace("\n", "\r\n", StringComparison.Ordinal));
        await Assertions.Expect(again.Page.Locator("#import-summary")).ToContainTextAsync("Cases already: 5", new() { Timeout = Slow });
        await again.Page.DblClickAsync("#import-start");
        await Assertions.Expect(again.Page.Locator("#import-done")).ToContainTextAsync("Opened: 5. There already: 0. Not taken: 0.", new() { Timeout = Slow });
        await again.LookAsync("import-done");
        Assert.Equal(before + 10, await CountAsync());

        await again.Page.ClickAsync("#import-done a");
        await again.WaitForCardsAsync();
        Assert.Equal(10, await again.Page.Locator("tr[data-case]", new() { HasText = "Imported story" }).CountAsync());
        await again.Page.Locator("tr[data-case]", new() { HasText = "Imported story 12" }).Locator("a").ClickAsync();
        await Assertions.Expect(again.Page.Locator("#report-list")).ToContainTextAsync("Reference: R-12", new() { Timeout = Slow });
        await Assertions.Expect(again.Page.Locator("#report-list")).ToContainTextAsync("Team: =SUM(A1)");
        Assert.Empty(again.Complaints);
        var stored = await StoredValues.ReadAsync(site.Database.Owner, TestContext.Current.CancellationToken);
        Assert.All(stored, one =>
        {
            var text = Encoding.UTF8.GetString(one.Bytes);
            Assert.DoesNotContain("Imported story", text, StringComparison.Ordinal);
            Assert.DoesNotContain("importedchannel", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Import_KeysLockInTheMiddle_GoesOnBehindWhatArrived()
    {
        await using var person = await browser.NewPersonAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        var caseworker = await site.SignInAsync(person, RoleName.Supervisor);
        var page = caseworker.Page;
        await caseworker.GoAsync("/cases/import");
        var file = "links;reference\n" + string.Concat(Enumerable.Range(1, 8).Select(row => $"https://t.me/lockedchannel/{row};L-{row}\n"));
        await ChooseAsync(page, "l.csv", file);
        var third = new TaskCompletionSource();
        var sent = 0;
        await page.RouteAsync("**/api/staff/imports", async route =>
        {
            if (++sent == 3)
            {
                third.SetResult();
            }

            await route.ContinueAsync();
        });
        await page.ClickAsync("#import-start");
        await third.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        await page.ClickAsync("#lock-now");
        await page.WaitForURLAsync("**/keys?next=**");
        var arrived = sent;
        Assert.InRange(arrived, 3, 7);
        await caseworker.UnlockAsync("/cases/import");

        await ChooseAsync(page, "l.csv", file);
        await Assertions.Expect(page.Locator("#import-summary")).ToContainTextAsync($"Cases already: {arrived}", new() { Timeout = Slow });
        await page.ClickAsync("#import-start");
        await Assertions.Expect(page.Locator("#import-done")).ToContainTextAsync($"Opened: {8 - arrived}.", new() { Timeout = Slow });

        // A row that was changed since is another row of the same case: it waits for a person's word.
        await ChooseAsync(page, "l.csv", file.Replace("lockedchannel/8", "lockedchannel/88", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#import-held-list")).ToContainTextAsync("L-8", new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#import-start")).ToBeHiddenAsync();
        await page.CheckAsync("#import-anyway");
        await Assertions.Expect(page.Locator("#import-start")).ToHaveTextAsync("Import 1");
        await caseworker.LookAsync("import-held");
        Assert.Empty(caseworker.Complaints);
    }

    [Fact]
    public async Task Import_NetworkBreaks_SaysHowFarItCameAndGoesOnAtTheNextPress()
    {
        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Supervisor, which: 1);
        var page = caseworker.Page;
        await caseworker.GoAsync("/cases/import");
        await ChooseAsync(page, "n.csv", "story\n" + string.Concat(Enumerable.Range(1, 4).Select(row => $"Broken off {row}\n")));
        var sent = 0;
        await page.RouteAsync("**/api/staff/imports", route => ++sent == 3 ? route.AbortAsync() : route.ContinueAsync());

        await page.ClickAsync("#import-start");
        await Assertions.Expect(page.Locator("#error")).ToContainTextAsync("The server does not answer.", new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#error")).ToContainTextAsync("Opened: 2, waiting: 2.");
        await caseworker.LookAsync("import-broken");
        await page.ClickAsync("#import-start");

        await Assertions.Expect(page.Locator("#import-done")).ToContainTextAsync("Opened: 2. There already: 0. Not taken: 0.", new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#error")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Import_FileThatIsNoSuchText_SaysWhyAndSendsNothing()
    {
        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker, which: 1);
        var page = caseworker.Page;
        await caseworker.GoAsync("/cases/import");
        var error = page.Locator("#error");
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(request.Url);

        foreach (var (bytes, says) in new (byte[], string)[]
        {
            ([], "is empty"),
            ([0x50, 0x4b, 3, 4, 0], "This is a spreadsheet, not CSV"),
            (Encoding.Latin1.GetBytes("story\nJürgen\n"), "line 2 holds characters of another encoding"),
            (Encoding.Unicode.GetPreamble(), "UTF-16"),
            ("story\n\0\n"u8.ToArray(), "Line 2 holds a character with the number zero"),
            ("name;age\nx;adult\n"u8.ToArray(), "names neither links nor story"),
            ("story\n\"never closed\n"u8.ToArray(), "opens on line 2 is never closed"),
            (new byte[(5 * 1024 * 1024) + 1], "larger than 5 MB"),
        })
        {
            await ChooseAsync(page, "any.csv", bytes);
            await Assertions.Expect(error).ToContainTextAsync(says, new() { Timeout = Slow });
            await Assertions.Expect(page.Locator("#import-checked")).ToBeHiddenAsync();
        }

        Assert.DoesNotContain(asked, address => address.Contains("/imports", StringComparison.Ordinal));
        await caseworker.LookAsync("import-refused");
        Assert.StartsWith("reference,received,source,about,links,story", await DownloadAsync(page, "#template-empty"), StringComparison.Ordinal);
        await ChooseAsync(page, "example.csv", await DownloadAsync(page, "#template-example"));
        await Assertions.Expect(page.Locator("#error")).ToBeHiddenAsync(new() { Timeout = Slow });
        Assert.Empty(caseworker.Complaints);
    }

    /// <summary>Twelve rows: two that cannot be imported, one with a link that is not understood, in other scripts and with what spreadsheets do.</summary>
    private static string Twelve()
    {
        var file = new StringBuilder("Reference,Received,Links,Story,Age,Source,Team\n");
        for (var row = 1; row <= 12; row++)
        {
            file.Append(row switch
            {
                3 => "R-3,2025-03-31,https://t.me/importedchannel/3,Imported story 3,=SUM(A1),phone,=SUM(A1)\n",
                5 => "R-5,31.13.2025,https://t.me/importedchannel/5,Imported story 5,adult,phone,=SUM(A1)\n",
                7 => "R-7,2025-03-31,https://name:word@example.com/7,Imported story 7,adult,phone,=SUM(A1)\n",
                9 => "R-9,2025-03-31,https://t.me/importedchannel/9,\"Imported story 9: سلام, \"\"again\"\" 👩‍👧\nand a second line\",adult,visit,=SUM(A1)\n",
                _ => $"R-{row},2025-03-31,https://t.me/importedchannel/{row},Imported story {row},,,=SUM(A1)\n",
            });
        }

        return file.ToString();
    }

    private static Task ChooseAsync(IPage page, string name, string text) => ChooseAsync(page, name, Encoding.UTF8.GetBytes(text));

    private static async Task ChooseAsync(IPage page, string name, byte[] bytes)
    {
        await Assertions.Expect(page.Locator("#import-file")).ToBeVisibleAsync(new() { Timeout = Slow });
        await page.SetInputFilesAsync("#import-file", new FilePayload { Name = name, MimeType = "text/csv", Buffer = bytes });
    }

    private static async Task<string> DownloadAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.EvalOnSelectorAsync(link, "link => link.click()"));
        return await File.ReadAllTextAsync(await download.PathAsync(), new UTF8Encoding(), TestContext.Current.CancellationToken);
    }

    private async Task<int> CountAsync()
    {
        await using var database = site.Database.Open();
        return await database.Set<ImportedRow>().CountAsync(TestContext.Current.CancellationToken);
    }
}

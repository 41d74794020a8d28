using CaseManager.EndToEnd.Tests.Access;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Recovery;

/// <summary>Three holders at one screen: each sees her words, puts them on paper, and types two of them.</summary>
internal static class HolderSteps
{
    /// <summary>Milliseconds for what seals or opens recovery files, which costs seconds by design, on a machine that does more than this.</summary>
    public const float Slowest = 240_000;

    private const float Quick = 60_000;

    /// <summary>Takes all three turns.</summary>
    /// <param name="look">Called with a name where a page is worth a look.</param>
    /// <returns>Ten words of each holder, by letter.</returns>
    public static async Task<IReadOnlyDictionary<char, string>> TakeTurnsAsync(StaffBrowserPage person, Func<string, Task> look)
    {
        var page = person.Page;
        var words = new Dictionary<char, string>();
        foreach (var holder in "ABC")
        {
            await person.ShowsAsync($"Holder {holder}: your turn", holder == 'A' ? Slowest : Quick);
            Assert.Equal(0, await page.Locator("#kit-words li").CountAsync());
            await (holder == 'A' ? look("turn") : Task.CompletedTask);
            await page.ClickAsync("#turn-button");
            await person.ShowsAsync($"Holder {holder}: your ten words");
            var shown = await page.Locator("#kit-words li").AllTextContentsAsync();
            words[holder] = string.Join(' ', shown);
            await (holder == 'A' ? look("words") : Task.CompletedTask);
            await (holder == 'A' ? PrintedAsync(page) : Task.CompletedTask);
            await page.ClickAsync("#kit-kept");
            await TypeTwoAsync(person, shown, look, holder);
        }

        await person.ShowsAsync("Keep the three files");
        return words;
    }

    /// <summary>On paper stand the words and what to do with them, and nothing of the page around.</summary>
    private static async Task PrintedAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Screenshots.TakeAsync(page, "kit-printed");
        await Assertions.Expect(page.Locator("#kit-words li")).ToHaveCountAsync(10);
        await Assertions.Expect(page.Locator("#kit-words")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".cm-header")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#kit-kept")).ToBeHiddenAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
    }

    private static async Task TypeTwoAsync(StaffBrowserPage person, IReadOnlyList<string> words, Func<string, Task> look, char holder)
    {
        var page = person.Page;
        if (holder == 'B')
        {
            await page.FillAsync("#check-first", "wrong");
            await page.ClickAsync("#check-form button[type=submit]");
            await person.Error.SaysAsync("not what this page showed");
            await look("check");
            await page.ClickAsync("#show-again");
            await person.ShowsAsync("Holder B: your ten words");
            await page.ClickAsync("#kit-kept");
        }

        foreach (var field in new[] { "first", "second" })
        {
            var label = await page.Locator($"#check-{field}-label").TextContentAsync();
            var place = int.Parse(label!.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
            await page.FillAsync($"#check-{field}", $" {words[place - 1].ToUpperInvariant()}");
        }

        await page.ClickAsync("#check-form button[type=submit]");
    }

    /// <summary>Saves a file as a person does.</summary>
    public static async Task<byte[]> SaveAsync(IPage page, string name)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync($"a[download='{name}']"));
        return await File.ReadAllBytesAsync((await download.PathAsync())!);
    }
}

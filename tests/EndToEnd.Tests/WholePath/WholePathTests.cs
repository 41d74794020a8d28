using System.Security.Cryptography;
using System.Text;
using CaseManager.EndToEnd.Tests.Survivor;
using CaseManager.TestSupport;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MimeKit;

namespace CaseManager.EndToEnd.Tests.WholePath;

/// <summary>What the product is for, by hand: a report goes in, is opened, becomes a notice that leaves, and is followed.</summary>
public sealed class WholePathTests(PracticeRun run, ChromiumBrowser browser) : IClassFixture<PracticeRun>
{
    private const string MailBody = "mail body";

    private readonly string _mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Story => $"heron-story-{_mark}";

    private string Note => $"heron-note-{_mark}";

    private string Message => $"heron-message-{_mark}";

    private string Answer => $"heron-answer-{_mark}";

    private string Released => $"released{_mark}";

    private string Kept => $"kept{_mark}";

    private string Told => $"heron-told-{_mark}";

    private string Plain => $"heron-plain-{_mark}";

    private string Refused => $"heron-refused-{_mark}";

    /// <summary>What nobody but the people it is for may ever read, each alone and as it was written.</summary>
    private string[] Secrets =>
    [
        Story, Note, Message, Answer, Told, Plain, Refused, Kept,
        $"https://t.me/{Kept}/34", $"https://example.org/{Plain}?it=\"is & was\"", $"{Plain}: \"she & he\" — ü",
    ];

    [Fact]
    public async Task Report_OpenedReleasedSentAndRead_IsInClearInTheMailAlone()
    {
        // She and the second person have a phone, the caseworker a desk.
        var phone = new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } };
        await using var her = await browser.NewPersonAsync(phone);
        await using var first = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await using var second = await browser.NewPersonAsync(phone);

        var survivor = await SurvivorBrowserPage.OpenAsync(her, new Uri($"{run.Ports.PublicUrl}/"));
        await survivor.FillInAsync(Story, pasted: $"https://t.me/{Released}/12 and https://t.me/{Kept}/34", links: 2);
        var words = await survivor.SendAsync();
        using var posts = new RefusedPosts(new Uri(run.Ports.PublicUrl));
        var plainWords = await posts.FilePlainAsync($"{Plain}: \"she & he\" — ü", $"https://example.org/{Plain}?it=\"is & was\"", Cancel);
        await posts.PostAsync(Refused, Cancel);

        var caseworker = await CaseworkerBrowserPage.SignInAsync(first, run, "Wren");
        await WorkOnAsync(caseworker);
        var colleague = await CaseworkerBrowserPage.SignInAsync(second, run, "Heron");
        await ApproveAsync(colleague);
        var mail = await MailAsync();

        Assert.Contains($"https://t.me/{Released}/12", mail, StringComparison.Ordinal);
        Assert.DoesNotContain(Kept, mail, StringComparison.Ordinal);
        Assert.DoesNotContain(Story, mail, StringComparison.Ordinal);
        await ReadAndAnswerAsync(survivor, words);
        await caseworker.OpenCaseAsync("mine", Story);
        await caseworker.ExpectTextAsync(Answer);
        await caseworker.RecordAnswerAsync(Told);
        await AssertNothingInClearAsync(string.Join(' ', words), plainWords);
        Assert.Empty(survivor.Complaints);
        Assert.Empty(caseworker.Complaints);
        Assert.Empty(colleague.Complaints);

        await DeleteAsync(survivor);
        await caseworker.OpenAsync("/cases?queue=mine");
        await CaseworkerBrowserPage.ExpectAsync(caseworker.Page.GetByRole(AriaRole.Heading, new() { Name = "Cases" }));
        await Assertions.Expect(caseworker.Page.GetByText(Story)).ToHaveCountAsync(0);
    }

    private async Task WorkOnAsync(CaseworkerBrowserPage caseworker)
    {
        await caseworker.OpenCaseAsync("unassigned", Story);
        await caseworker.PressAsync("Take it up");
        await CaseworkerBrowserPage.ExpectAsync(caseworker.Page.GetByRole(AriaRole.Button, new() { Name = "Save the note" }));
        var note = caseworker.Section("Write a note");
        await note.Locator("textarea").First.FillAsync(Note);
        await caseworker.PressAsync("Save the note");
        await caseworker.ExpectTextAsync(Note);
        await caseworker.Section("Write to her").Locator("textarea").First.FillAsync(Message);
        await caseworker.PressAsync("Send");
        await CaseworkerBrowserPage.ExpectAsync(caseworker.Page.Locator("li, article, div").Filter(new() { HasText = Message }).Last);
        await ReleaseAsync(caseworker);
        Assert.Empty((await caseworker.Page.RunAxe()).Violations);
        await Screenshots.TakeAsync(caseworker.Page, "case");
        await SubmitFormAsync(caseworker);
    }

    private async Task ReleaseAsync(CaseworkerBrowserPage caseworker)
    {
        await caseworker.Page.GetByLabel($"https://t.me/{Released}/12").CheckAsync();
        await caseworker.Page.GetByLabel($"https://t.me/{Kept}/34").UncheckAsync();
        await caseworker.PressAsync("Show exactly what would leave");
        await CaseworkerBrowserPage.ExpectAsync(caseworker.Page.GetByRole(AriaRole.Button, new() { Name = "Sign and release" }));
        foreach (var box in await caseworker.Page.GetByLabel("Release this one").AllAsync())
        {
            await box.CheckAsync();
        }

        await caseworker.Page.GetByLabel("I have made sure that nobody shown was under 18").CheckAsync();
        await caseworker.PressAsync("Sign and release");
        await caseworker.ExpectTextAsync("You released it, so somebody else has to look.");
    }

    private static async Task SubmitFormAsync(CaseworkerBrowserPage caseworker)
    {
        await caseworker.Page.GetByLabel("Reference they gave, if any").FillAsync("TG-1");
        await caseworker.PressAsync("I submitted it");
        await Assertions.Expect(caseworker.Page.GetByRole(AriaRole.Button, new() { Name = "I submitted it" })).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    private async Task ApproveAsync(CaseworkerBrowserPage colleague)
    {
        await colleague.OpenAsync("/takedowns");
        await Screenshots.TakeAsync(colleague.Page, "takedowns");
        await colleague.OpenCaseAsync("all", Story);
        await colleague.ExpectTextAsync($"https://t.me/{Released}/12");
        await colleague.PressAsync("Let it leave");
        await Assertions.Expect(colleague.Page.GetByRole(AriaRole.Button, new() { Name = "Let it leave" })).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    private async Task<string> MailAsync()
    {
        string? found = null;
        await Eventually.IsTrueAsync(
            () =>
            {
                found = Directory.EnumerateFiles(run.MailFolder, "*.eml").Select(File.ReadAllText)
                    .FirstOrDefault(mail => mail.Contains(Released, StringComparison.Ordinal));
                return Task.FromResult(found is not null);
            },
            Cancel);
        return found!;
    }

    private async Task ReadAndAnswerAsync(SurvivorBrowserPage survivor, string[] words)
    {
        await survivor.ComeBackAsync(words);
        await Assertions.Expect(survivor.Page.GetByText(Message)).ToBeVisibleAsync();
        await Assertions.Expect(survivor.Page.GetByText("It has left.").First).ToBeVisibleAsync();
        await survivor.Page.GetByText("Show every word").Last.ClickAsync();
        await Assertions.Expect(survivor.Page.Locator("details[open]", new PageLocatorOptions { HasText = $"https://t.me/{Released}/12" }).First).ToBeVisibleAsync();
        await Assertions.Expect(survivor.Page.GetByText(Note)).ToHaveCountAsync(0);
        Assert.Empty((await survivor.Page.RunAxe()).Violations);
        await Screenshots.TakeAsync(survivor.Page, "returned");
        await survivor.Page.GetByLabel("Write to us").FillAsync(Answer);
        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Send message" }).ClickAsync();
        await Assertions.Expect(survivor.Page.GetByText(Answer).Last).ToBeVisibleAsync();
    }

    /// <summary>Her words and unreleased links nowhere; the released one in the body of the captured mail alone.</summary>
    private async Task AssertNothingInClearAsync(params string[] receipts)
    {
        var database = await run.ReadDatabaseAsync(Cancel);
        var files = await run.ReadFilesAsync(Cancel);
        Assert.All(
            ["hangfire.job", "hangfire.state", "hangfire.hash", "hangfire.set", "hangfire.server", "sealing.objects", "takedowns.notices", "audit.events"],
            table => Assert.Contains(database, value => value.Table == table));
        Assert.All(
            ["standard output", "data/logs/web.log", "data/logs/postgres.log", "data/keys/fields.key", "data/practice/made/accounts.json", "data/socket-folder"],
            place => Assert.Contains(files, file => file.Place == place && file.Bytes.Length > 0));

        IReadOnlyList<(string Place, byte[] Bytes)> everywhere = [.. database.Select(value => ($"{value.Table}.{value.Column}", value.Bytes)), .. files, .. Mails()];
        Assert.All(Secrets.Concat(receipts).Select(secret => new Canary(secret)), canary => AssertNowhere(canary, everywhere));
        Assert.All(
            [Released, $"https://t.me/{Released}/12"],
            released => AssertNowhere(new Canary(released), everywhere.Where(one => !one.Place.EndsWith(".eml", StringComparison.Ordinal) && one.Place != MailBody)));
    }

    private static void AssertNowhere(Canary canary, IEnumerable<(string Place, byte[] Bytes)> everywhere) =>
        Assert.Equal([], everywhere.Where(one => canary.IsIn(one.Bytes)).Select(one => $"{canary.Text} in {one.Place}").Distinct());

    /// <summary>The captured mail as its readers see it: headers and envelope, and apart from them the body.</summary>
    private IEnumerable<(string Place, byte[] Bytes)> Mails()
    {
        foreach (var file in Directory.EnumerateFiles(run.MailFolder, "*.eml"))
        {
            using var message = MimeMessage.Load(file, Cancel);
            yield return (MailBody, Encoding.UTF8.GetBytes(message.TextBody!));
            yield return ("mail headers", Encoding.UTF8.GetBytes(string.Join('\n', message.Headers.Select(header => $"{header.Field}: {header.Value}"))));
            yield return ("mail envelope", File.ReadAllBytes(Path.ChangeExtension(file, "json")));
        }
    }

    private static async Task DeleteAsync(SurvivorBrowserPage survivor)
    {
        await survivor.Shown("summary").Filter(new() { HasText = "Delete everything" }).ClickAsync();
        await survivor.Page.CheckAsync("#case-delete-confirm");
        await survivor.Page.Locator("#case-delete-form button").ClickAsync();
        await survivor.ExpectAsync("deleted", seconds: 60);
    }
}

using System.Globalization;
using System.Text;
using CaseManager.Core.Access;
using CaseManager.Core.Documents;
using CaseManager.EndToEnd.Tests.Access;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>Papers: switched on, asked for, blacked out, sent in pieces, opened in a frame that reaches nothing, taken back, destroyed.</summary>
public sealed class DocumentsTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const string Story = "With a letter to show.";
    private const string Asked = "The page with the heron-file number.";
    private const string PictureAbout = "heron-letter from the police";
    private const string PdfAbout = "heron-answer of the platform";

    private static readonly LocatorAssertionsToBeVisibleOptions Slow = new() { Timeout = 60_000 };
    private static readonly LocatorAssertionsToContainTextOptions SlowText = new() { Timeout = 60_000 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Paper_AskedBlackedOutSentAndOpened_IsReadByStaffAloneAndGoneWhenSheTakesItBack()
    {
        await SwitchOnAsync();
        await using var her = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App, SurvivorBrowserPage.HurryAsync);
        await survivor.FillInAsync(Story);
        var words = await survivor.SendAsync();
        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker);
        await caseworker.WaitForCardsAsync();
        await caseworker.OpenCaseAsync((await caseworker.Page.Locator("tr[data-case]", new() { HasText = Story }).Locator("a").First.GetAttributeAsync("href"))!);
        await caseworker.TakeUpAsync();
        await AskAsync(caseworker);

        // Stopped on its way: nothing of it stays.
        await survivor.ComeBackAsync(words);
        await survivor.Page.ClickAsync("#document-list button");
        await ChooseAsync(survivor, "wrong.png", "image/png", await NoiseAsync(survivor.Page));
        await Assertions.Expect(survivor.Page.Locator("#blackout-place canvas")).ToBeVisibleAsync(Slow);
        await survivor.Page.FillAsync("#document-about", "the wrong one");
        await survivor.Page.CheckAsync("#document-clean");
        await her.RouteAsync("**/chunks/1", _ => Task.CompletedTask); // Never answered.
        await survivor.Page.ClickAsync("#document-send");
        await Assertions.Expect(survivor.Page.Locator("#document-share-text")).ToContainTextAsync("has arrived", SlowText);
        await survivor.Page.ClickAsync("#document-cancel");
        await Assertions.Expect(survivor.Page.Locator("#case-status")).ToContainTextAsync("Stopped", SlowText);
        await her.UnrouteAsync("**/chunks/1");
        await using (var database = site.Database.Open())
        {
            Assert.Equal(0, await database.Set<SealedDocument>().CountAsync(Cancel));
        }

        // A picture, blacked out, over a connection that breaks.
        await Assertions.Expect(survivor.Page.Locator("#document-list")).ToContainTextAsync(Asked);
        await survivor.Page.ClickAsync("#document-list button");
        await survivor.Page.ClickAsync("#document-send");
        await Assertions.Expect(survivor.Page.Locator("#document-file-error")).ToBeVisibleAsync();
        await ChooseAsync(survivor, "letter.png", "image/png", await NoiseAsync(survivor.Page));
        await BlackOutAsync(survivor.Page);
        await survivor.Page.FillAsync("#document-about", PictureAbout);
        await survivor.Page.CheckAsync("#document-clean");
        await Looks.TakeAsync(survivor.Page, "survivor-document");
        var broken = 0;
        await her.RouteAsync("**/chunks/1", route => ++broken <= 2 ? route.AbortAsync() : route.ContinueAsync());
        await survivor.Page.ClickAsync("#document-send");
        await Assertions.Expect(survivor.Page.Locator("#document-list")).ToContainTextAsync(PictureAbout, SlowText);
        Assert.True(broken > 2, "the connection never broke");

        // A PDF as it is.
        await survivor.Page.ClickAsync("#document-list > li > button");
        await ChooseAsync(survivor, "answer.pdf", "application/pdf", Pdf("We removed it."));
        await Assertions.Expect(survivor.Page.Locator("#document-pdf")).ToBeVisibleAsync();
        await survivor.Page.FillAsync("#document-about", PdfAbout);
        await survivor.Page.CheckAsync("#document-clean");
        await survivor.Page.ClickAsync("#document-send");
        await Assertions.Expect(survivor.Page.Locator("#document-list")).ToContainTextAsync(PdfAbout, SlowText);
        await Looks.TakeAsync(survivor.Page, "survivor-documents");

        // Opened by description, in a frame of its own.
        await caseworker.Page.ReloadAsync();
        await OpenPaperAsync(caseworker, PictureAbout);
        var picture = await FrameAsync(caseworker);
        Assert.Empty(caseworker.Complaints);
        Assert.Equal("0,0,0,255", await PixelAsync(picture, 0.5, 0.5));
        Assert.NotEqual("0,0,0,255", await PixelAsync(picture, 0.5, 0.05));
        Assert.Equal("null", await picture.EvaluateAsync<string>("self.origin"));
        Assert.Equal("closed", await picture.EvaluateAsync<string>("(async () => { try { await fetch('/api/staff/me'); return 'open'; } catch { return 'closed'; } })()"));
        await caseworker.LookAsync("document-picture");
        caseworker.Complaints.Clear(); // Of what the test itself did in the frame.
        await OpenPaperAsync(caseworker, PdfAbout);
        var pdf = await FrameAsync(caseworker);
        Assert.Empty(caseworker.Complaints);
        Assert.True(await InkAsync(pdf), "nothing was painted of the PDF");
        await caseworker.LookAsync("document-pdf");
        caseworker.Complaints.Clear();

        // Nothing of it lies in clear.
        var stored = await StoredValues.ReadAsync(site.Database.Owner, Cancel);
        Assert.All(["heron-", "letter.png", "answer.pdf", "%PDF-"], text => Assert.DoesNotContain(stored, value => value.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0));

        // Taken back by her, destroyed by staff.
        await survivor.Page.Locator("#document-list li li", new() { HasText = PictureAbout }).GetByRole(AriaRole.Button).ClickAsync();
        await survivor.Page.GetByText("Delete it for good?").ClickAsync();
        await Assertions.Expect(survivor.Page.Locator("#document-list")).ToContainTextAsync("You took it back", SlowText);
        await caseworker.Page.Locator("#document-list li li", new() { HasText = PdfAbout }).GetByText("Destroy it").ClickAsync();
        await caseworker.Page.Locator("#document-list").GetByText("Destroy it for good?").ClickAsync();
        await Assertions.Expect(caseworker.Page.Locator("#document-list")).ToContainTextAsync("Destroyed by staff", SlowText);
        await Assertions.Expect(caseworker.Page.Locator("#document-list")).ToContainTextAsync("She took it back");
        await Assertions.Expect(caseworker.Page.Locator("#document-view iframe")).ToHaveCountAsync(0);
        await using (var database = site.Database.Open())
        {
            Assert.Equal(0, await database.Set<DocumentChunk>().CountAsync(Cancel));
        }

        Assert.Empty(caseworker.Complaints);
        Assert.All(survivor.Complaints, complaint => Assert.Contains("ERR_FAILED", complaint, StringComparison.Ordinal));
    }

    private async Task SwitchOnAsync()
    {
        var (person, administrator) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var _ = person;
        var account = site.Accounts.First(account => account.Roles.Contains(RoleName.Administrator));
        await administrator.GoAsync("/sign-in");
        await administrator.PasswordAsync(account.Name, account.Password);
        await administrator.CodeAsync(await administrator.NextCodeAsync(Base32.Read(account.TotpKey)));
        await Assertions.Expect(administrator.Page.Locator("#sign-out")).ToBeVisibleAsync(Slow);
        foreach (var (address, name) in new[] { ("/platforms/telegram/edit", "platform-edit"), ("/regimes/cn-civil-1195", "regime-decide") })
        {
            await administrator.GoAsync(address);
            await Looks.TakeAsync(administrator.Page, $"staff-{name}");
        }

        await administrator.GoAsync("/documents");
        await Looks.TakeAsync(administrator.Page, "staff-papers");
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Assertions.Expect(administrator.Page.Locator("#documents-state")).ToContainTextAsync("Off");
        await administrator.Page.CheckAsync("#read");
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Assertions.Expect(administrator.Page.Locator("#documents-state")).ToContainTextAsync("On, since");
    }

    private static async Task AskAsync(CaseworkerPage caseworker)
    {
        await caseworker.Page.ClickAsync("#document-ask > summary");
        await caseworker.Page.ClickAsync("#document-form button");
        await Assertions.Expect(caseworker.Page.Locator("#document-text-missing")).ToBeVisibleAsync();
        await caseworker.Page.SelectOptionAsync("#document-what", "police");
        await caseworker.Page.FillAsync("#document-text", Asked);
        await caseworker.LookAsync("document-ask");
        await caseworker.Page.DblClickAsync("#document-form button");
        await Assertions.Expect(caseworker.Page.Locator("#document-list > li")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
    }

    private static Task ChooseAsync(SurvivorBrowserPage survivor, string name, string type, byte[] bytes) =>
        survivor.Page.SetInputFilesAsync("#document-file", new FilePayload { Name = name, MimeType = type, Buffer = bytes });

    /// <summary>With a finger over the middle, and with the keys: the second box is taken away again.</summary>
    private static async Task BlackOutAsync(IPage page)
    {
        var canvas = page.Locator("#blackout-place canvas");
        await Assertions.Expect(canvas).ToBeVisibleAsync(Slow);
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.3f), box.Y + (box.Height * 0.4f));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.7f), box.Y + (box.Height * 0.6f));
        await page.Mouse.UpAsync();
        await canvas.PressAsync("ArrowUp");
        await canvas.PressAsync("Shift+ArrowRight");
        await canvas.PressAsync("Enter");
        await page.ClickAsync("#blackout-undo");
    }

    private static async Task OpenPaperAsync(CaseworkerPage caseworker, string about)
    {
        await caseworker.Page.Locator("#document-list li li", new() { HasText = about }).GetByText("Open it").ClickAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(caseworker.Page.Locator("#document-view h3")).ToHaveTextAsync(about, new() { Timeout = 60_000 });
    }

    private static async Task<IFrame> FrameAsync(CaseworkerPage caseworker)
    {
        await Assertions.Expect(caseworker.Page.FrameLocator("#document-view iframe").Locator("canvas").First).ToBeVisibleAsync(Slow);
        await Assertions.Expect(caseworker.Page.Locator("#document-view [role=status]")).ToHaveTextAsync("", new() { Timeout = 60_000 });
        return (await (await caseworker.Page.QuerySelectorAsync("#document-view iframe"))!.ContentFrameAsync())!;
    }

    private static Task<string> PixelAsync(IFrame frame, double across, double down) => frame.EvaluateAsync<string>(
        "([x, y]) => { const c = document.querySelector('canvas'); return [...c.getContext('2d').getImageData(c.width * x, c.height * y, 1, 1).data].join(); }",
        new[] { across, down });

    private static Task<bool> InkAsync(IFrame frame) => frame.EvaluateAsync<bool>(
        "() => { const c = document.querySelector('canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; return d.some((v, i) => i % 4 === 0 && v < 100); }");

    /// <summary>A picture that does not compress, so that it takes several pieces: 600 × 900, light noise.</summary>
    private static async Task<byte[]> NoiseAsync(IPage page) => Convert.FromBase64String(await page.EvaluateAsync<string>(
        """
        () => {
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [600, 900];
          const painter = canvas.getContext("2d");
          const picture = painter.createImageData(600, 900);
          for (let i = 0; i < picture.data.length; i++) picture.data[i] = i % 4 === 3 ? 255 : 100 + Math.random() * 155;
          painter.putImageData(picture, 0, 0);
          return canvas.toDataURL("image/png").split(",")[1];
        }
        """));

    /// <summary>The smallest PDF with one page of one line.</summary>
    private static byte[] Pdf(string line)
    {
        var content = $"BT /F1 24 Tf 40 100 Td ({line}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var text = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (number, body) in objects.Index())
        {
            places.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{number + 1} 0 obj\n{body}\nendobj\n");
        }

        var table = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        places.ForEach(place => text.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n"));
        text.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}

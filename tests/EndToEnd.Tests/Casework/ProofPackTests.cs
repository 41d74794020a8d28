using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.EndToEnd.Tests.Survivor;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Practice;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>One file that proves what was done: made in a caseworker's browser, checked by a script that knows nothing of the server.</summary>
public sealed partial class ProofPackTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const float Slow = 60_000;
    private const string Story = "Told to nobody but them.";
    private const string Arabic = "لقد أزلنا المحتوى الذي أبلغتم عنه. رقم البلاغ TD-12 وشكرا لكم.";
    private const string Chinese = "我们已经删除了您报告的内容。谢谢您的来信。";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pack_OfASentNoticeItsAnswersAndLooks_IsSavedChecksOutAndSheSeesThatItWasMade()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync(Story);
        var words = await survivor.SendAsync();
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { AcceptDownloads = true });
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker);
        var page = caseworker.Page;
        await caseworker.WaitForCardsAsync();
        await caseworker.OpenCaseAsync((await page.Locator("tr[data-case]", new() { HasText = Story }).Locator("a").GetAttributeAsync("href"))!);
        await caseworker.TakeUpAsync();
        await caseworker.WriteAsync("note", "A note for colleagues only.");
        await caseworker.WriteAsync("message", "A message to her.");
        await page.ClickAsync("#proof-make summary");
        await Assertions.Expect(page.Locator("#proof-none")).ToBeVisibleAsync();
        await caseworker.ReleaseAsync(Story);
        await Assertions.Expect(page.Locator("#proof-not-agreed")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#proof-form")).ToBeHiddenAsync();
        await caseworker.LookAsync("proof-not-agreed");
        await caseworker.SubmitFormAsync("REF-2026-77");
        var notice = await LeaveAsync();
        await ReceiveAsync(AnswerClasses.Acknowledged, $"We got it.\n\n{Arabic}", notice);
        await ReceiveAsync(AnswerClasses.SaysRemoved, $"{Chinese}\nhttps://t.me/{string.Concat(Enumerable.Repeat("averylongname", 20))}", notice);
        await LookAtLinkAsync();
        await page.SelectOptionAsync("#consent-purpose", ConsentPurposes.PartnerTransfer);
        await page.FillAsync("#consent-text", "She said so on the phone.");
        await page.ClickAsync("#consent-form button");
        await Assertions.Expect(page.Locator("#proof-form")).ToBeVisibleAsync(new() { Timeout = Slow });

        await page.ClickAsync("#proof-form button");
        await Assertions.Expect(page.Locator("#proof-recipient-missing")).ToBeVisibleAsync();
        await page.SelectOptionAsync("#proof-recipient", "police");
        await page.FillAsync("#proof-note", "File number 12 Js 34/26, Žofia Müller 警察");
        await page.CheckAsync("#proof-some");
        await page.ClickAsync("#proof-form button");
        await Assertions.Expect(page.Locator("#proof-some-missing")).ToBeVisibleAsync();
        await caseworker.LookAsync("proof-form");
        await page.CheckAsync("#proof-all");
        var download = await page.RunAndWaitForDownloadAsync(() => page.DblClickAsync("#proof-form button[type=submit]"), new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#proof-done")).ToBeVisibleAsync(new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#proof-list li")).ToHaveCountAsync(1, new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#proof-list")).ToContainTextAsync("The police");
        await caseworker.LookAsync("proof-done");

        using var folder = new TemporaryFolder();
        var zip = Path.Combine(folder.Path, download.SuggestedFilename);
        await download.SaveAsAsync(zip);
        Assert.Matches("^proof-[0-9A-F]{4}-[0-9A-F]{4}-[0-9]{4}-[0-9]{2}-[0-9]{2}[.]zip$", download.SuggestedFilename);
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(zip, Cancel)));
        Assert.Equal(hash, (await page.TextContentAsync("#proof-hash"))!.Replace(" ", "", StringComparison.Ordinal));
        var mark = (await page.TextContentAsync("#proof-key"))!.Split(": ")[1];
        Assert.Contains(mark, await CheckAsync(zip), StringComparison.Ordinal);

        await ZipFile.ExtractToDirectoryAsync(zip, folder.Path, Cancel);
        var proof = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "proof.json"), Cancel))!;
        Assert.Contains(proof["answers"]!.AsArray(), answer => ((string)answer!["text"]!).Contains(Arabic, StringComparison.Ordinal));
        Assert.Contains(proof["answers"]!.AsArray(), answer => ((string)answer!["text"]!).Contains(Chinese, StringComparison.Ordinal));
        Assert.Equal(2, proof["notices"]!.AsArray().Count);
        Assert.All(proof["notices"]!.AsArray(), one => Assert.NotNull(one!["text"]));
        var pdf = await File.ReadAllBytesAsync(Path.Combine(folder.Path, "proof.pdf"), Cancel);
        var text = TextOf(pdf);
        Assert.All(
            ["REF-2026-77", "An answer came to notice", "We got it.", "The program saw it there", "The program did not find it", "Notice 1", "mail server accepted it"],
            word => Assert.Contains(word, text, StringComparison.Ordinal));
        var everything = text + proof.ToJsonString() + await File.ReadAllTextAsync(Path.Combine(folder.Path, "README.txt"), Cancel);
        Assert.All(
            [Story, "A note for colleagues only.", "A message to her.", "She said so on the phone."],
            canary => Assert.DoesNotContain(canary, everything, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } pictures)
        {
            File.Copy(zip, Path.Combine(pictures, "proof.zip"), overwrite: true);
        }

        await survivor.ComeBackAsync(words);
        await Assertions.Expect(survivor.Page.Locator("#case-ledger")).ToContainTextAsync("Proof pack for the police");
        await Screenshots.TakeAsync(survivor.Page, "survivor-proof");
        await using var database = site.Database.Open();
        Assert.Equal(1, await database.Set<AuditEvent>().CountAsync(happened => happened.Type == "ProofPackMade", Cancel));
        Assert.Empty(caseworker.Complaints);
    }

    // The relay took the mail; there is none here.
    private async Task<Guid> LeaveAsync()
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseManagerDbContext>();
        var now = site.App.Clock.GetUtcNow();
        await database.Set<Notice>().Where(row => row.Route == NoticeRoute.Mail).ExecuteUpdateAsync(
            row => row.SetProperty(notice => notice.State, NoticeState.Accepted).SetProperty(notice => notice.LeftAt, now).SetProperty(notice => notice.Attempts, 1), Cancel);
        var left = await database.Set<Notice>().SingleAsync(row => row.Route == NoticeRoute.Mail, Cancel);
        var attempt = new SendAttempt { NoticeId = left.Id, Number = 1, Fence = 1, Worker = "test", StartedAt = now };
        attempt.End(AttemptResults.Accepted, 250, "2.0.0", now);
        database.Add(attempt);
        await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
        await scope.ServiceProvider.GetRequiredService<AuditLog>().LockAsync(left.CaseId, Cancel);
        await scope.ServiceProvider.GetRequiredService<StartClocks>().RunAsync(left, now, Actor.Job("send-notices"), Cancel);
        await database.SaveChangesAsync(Cancel);
        await transaction.CommitAsync(Cancel);
        return left.Id;
    }

    private async Task ReceiveAsync(string what, string text, Guid notice)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var receive = scope.ServiceProvider.GetRequiredService<ReceiveMail>();
        var last = await receive.CursorAsync("inbox", 1, Cancel);
        await receive.RunAsync(
            new InboundMail
            {
                Place = new MailPlace("inbox", 1, last + 1),
                RawHash = RandomNumberGenerator.GetBytes(32),
                ReceivedAt = site.App.Clock.GetUtcNow().AddMinutes(last + 1),
                Kind = MailKinds.Answer,
                Class = what,
                Rule = "en.test",
                Recipients = [scope.ServiceProvider.GetRequiredService<MailTokens>().ReplyAddress(notice)],
                From = "Desk <abuse@telegram.org>",
                FromDomain = "telegram.org",
                Sender = SenderVerdict.Passed,
                Subject = "Re: your notice",
                Text = text,
            },
            Cancel);
    }

    private async Task LookAtLinkAsync()
    {
        await using var database = site.Database.Open();
        var request = await database.Set<TakedownRequest>().SingleAsync(Cancel);
        Verdict[] verdicts = [Verdict.Live, Verdict.Live, Verdict.Missing];
        foreach (var (hours, verdict) in verdicts.Index())
        {
            database.Add(new Observation
            {
                Id = RandomId.New(),
                TargetId = request.TargetId,
                RunId = RandomId.New(),
                At = site.App.Clock.GetUtcNow().AddHours(hours + 1),
                Verdict = verdict,
                Rule = ProbeRules.Post,
                ParserVersion = 1,
                ControlOk = true,
                Status = 200,
                Length = 12_000,
                BodyHash = SHA256.HashData([(byte)hours]),
            });
        }

        await database.SaveChangesAsync(Cancel);
    }

    /// <summary>What the checker says of a pack that is whole.</summary>
    private static async Task<string> CheckAsync(string zip)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [RepositoryFolder.File("tools/check-proof.mjs"), zip]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = node.StandardOutput.ReadToEndAsync(Cancel);
        var complained = await node.StandardError.ReadToEndAsync(Cancel);
        await node.WaitForExitAsync(Cancel);
        Assert.Equal((0, ""), (node.ExitCode, complained));
        return await said;
    }

    /// <summary>What a PDF's fonts write: its streams unpacked, their strings in hexadecimal digits.</summary>
    private static string TextOf(byte[] pdf)
    {
        var text = new StringBuilder();
        foreach (Match match in StreamStart().Matches(Encoding.Latin1.GetString(pdf)))
        {
            using var content = new ZLibStream(new MemoryStream(pdf, match.Index + match.Length, pdf.Length - match.Index - match.Length), CompressionMode.Decompress);
            using var plain = new StreamReader(content, Encoding.Latin1);
            foreach (Match line in Shown().Matches(plain.ReadToEnd()))
            {
                text.AppendLine(Encoding.Latin1.GetString(Convert.FromHexString(line.Groups[1].Value)));
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"/FlateDecode[^>]*>>\s*stream\r?\n")]
    private static partial Regex StreamStart();

    [GeneratedRegex("<([0-9A-Fa-f]+)> Tj")]
    private static partial Regex Shown();
}

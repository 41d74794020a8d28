using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>What her receipt opens does not rest on what the server hands out: all bytes it keeps are tried.</summary>
public sealed class ReachOfReceiptTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const string Story = "Only she told this.";
    private const string Message = "We read it and begin.";
    private const string Reply = "Thank you for reading it.";
    private const string Note = "Ask about the administrator.";
    private const string Answer = "They say it is removed.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receipt_AndEveryStoredByte_OpenWhatSheMayReadAndNothingOfStaff()
    {
        var words = await WalkAsync();
        var (objects, salt) = await KeptAsync();

        var values = await StoredValues.ReadAsync(site.Database.Owner, Cancel);
        var files = await ReachOfReceipt.FindAsync(string.Join(' ', words), salt, values, Cancel);

        Assert.Superset(new HashSet<string> { "wrap", "note", "answer" }, KindsUnder(objects, KeyPairName.N));
        Assert.Superset(new HashSet<string> { "wrap", "triage-card", "report", "message", "announcement", "release-copy" }, KindsUnder(objects, KeyPairName.C));
        var opened = files.Where(file => file.Opened).ToList();
        var hashes = opened.Select(file => Convert.ToHexStringLower(SHA256.HashData(values[file.Value].Bytes))).ToHashSet();
        Assert.All(objects, stored => Assert.True(
            MayRead(stored) == hashes.Contains(Convert.ToHexStringLower(stored.Hash)), $"{stored.Kind} under {stored.KeyPair} for {stored.Recipient ?? "its key"}"));
        Assert.Equal(objects.Count(MayRead), opened.Count);
        Assert.True(files.Count > objects.Count, "the files of the team's keys were not looked at");
        var read = opened.Select(file => Encoding.UTF8.GetString(file.Body!)).ToList();
        Assert.All([Story, Message, Reply], text => Assert.Contains(read, body => body.Contains(text, StringComparison.Ordinal)));
        Assert.All([Note, Answer], text => Assert.DoesNotContain(read, body => body.Contains(text, StringComparison.Ordinal)));
    }

    /// <summary>Report, message, note, release, submitted form, recorded answer, and her reply.</summary>
    private async Task<string[]> WalkAsync()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync(Story);
        var words = await survivor.SendAsync();

        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker);
        await caseworker.WaitForCardsAsync();
        await caseworker.OpenCaseAsync((await caseworker.Page.Locator("tr[data-case] a").First.GetAttributeAsync("href"))!);
        await caseworker.TakeUpAsync();
        await caseworker.WriteAsync("message", Message);
        await caseworker.WriteAsync("note", Note);
        await caseworker.ReleaseAsync(Story);
        await caseworker.SubmitFormAsync("REF-1");
        await caseworker.RecordAnswerAsync(Answer);

        await survivor.ComeBackAsync(words);
        await survivor.Page.FillAsync("#case-write", Reply);
        await survivor.Page.ClickAsync("#case-write-form button");
        await Assertions.Expect(survivor.Page.Locator(".cm-message").Filter(new() { HasText = Reply })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        return words;
    }

    private async Task<(IReadOnlyList<SealedObject> Objects, byte[] Salt)> KeptAsync()
    {
        await using var database = site.Database.Open();
        return (await database.Set<SealedObject>().AsNoTracking().ToListAsync(Cancel), (await database.Set<Instance>().SingleAsync(Cancel)).Salt);
    }

    private static HashSet<string> KindsUnder(IReadOnlyList<SealedObject> objects, KeyPairName keyPair) =>
        [.. objects.Where(stored => stored.KeyPair == keyPair).Select(stored => stored.Kind)];

    private static bool MayRead(SealedObject stored) => stored.KeyPair is KeyPairName.C && stored.Recipient is null or Recipients.Receipt;
}

using System.Buffers.Text;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>A caseworker's browser, signed in and unlocked once for all lies, and three cases to lie about.</summary>
public sealed class HostileDesk(PostgresServer server, PracticeKeys keys, ChromiumBrowser browser) : IAsyncLifetime
{
    /// <summary>What she wrote to the survivor of <see cref="Taken"/>.</summary>
    public const string Message = "We read it and begin.";

    /// <summary>What she noted there.</summary>
    public const string Note = "Ask about the administrator.";

    private readonly PracticeSite site = new(server, keys);
    private IBrowserContext person = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public CaseworkerPage Worker { get; private set; } = null!;

    public LyingServer Server { get; private set; } = null!;

    public IPage Page => Worker.Page;

    /// <summary>A case she took up: a message, a note, a link that may be released.</summary>
    public HostileCase Taken { get; private set; } = null!;

    /// <summary>A case nobody has opened.</summary>
    public HostileCase Fresh { get; private set; } = null!;

    /// <summary>A case that she restricted to herself.</summary>
    public HostileCase Few { get; private set; } = null!;

    /// <summary>The team's public key.</summary>
    public byte[] EpochKey { get; private set; } = [];

    /// <summary>Keys of an officer, and of somebody who could leave.</summary>
    public TestKeys Officer { get; private set; } = null!;

    public TestKeys Leaving { get; private set; } = null!;

    public PracticeAccount Colleague => Named("rowan");

    public PracticeAccount Named(string name) => site.Accounts.Single(account => account.Name == name);

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        var reports = await PracticeReports.SendAsync(site, keys.Genesis.RootKey, Cancel);
        EpochKey = RosterLies.EpochKey(keys.Genesis.Entries);
        Officer = await StaffSecrets.OpenAsync(site.Database, Named("heron"), Cancel);
        Leaving = await StaffSecrets.OpenAsync(site.Database, Colleague, Cancel);
        person = await browser.NewPersonAsync(new() { ViewportSize = new() { Width = 1280, Height = 844 } });
        Worker = await CaseworkerPage.SignInAsync(person, site.App, Named("wren"));
        await Worker.WaitForCardsAsync();

        Taken = await CaseAsync("Someone I used to know", reports["public-post"].Digits);
        Fresh = await CaseAsync("The pictures are old", reports["unsure-of-age"].Digits);
        Few = await CaseAsync("I came across two albums", reports["bystander"].Digits);
        await Worker.OpenCaseAsync(Few.Address);
        await Worker.TakeUpAsync();
        await Page.ClickAsync("#colleagues summary");
        await Page.ClickAsync("#restrict");
        await Assertions.Expect(Page.Locator("#restricted-mark")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Worker.OpenCaseAsync(Taken.Address);
        await Worker.TakeUpAsync();
        await Worker.WriteAsync("message", Message);
        await Worker.WriteAsync("note", Note);
        foreach (var caseFile in new[] { Few, Taken })
        {
            // Opened once in peace, a case has its links tagged, and the next opening hands nothing over.
            await Worker.OpenCaseAsync(caseFile.Address);
            await Assertions.Expect(Page.Locator("#related-none:visible, #related-list li").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        }

        Server = new LyingServer(Page);
    }

    public async ValueTask DisposeAsync()
    {
        await person.DisposeAsync();
        await site.DisposeAsync();
    }

    /// <summary>The wraps of a case, as the server gives them out.</summary>
    public async Task<IReadOnlyList<JsonObject>> WrapsAsync(HostileCase caseFile)
    {
        await using var database = site.Database.Open();
        var wraps = await database.Set<SealedObject>().AsNoTracking()
            .Where(one => one.CaseId == caseFile.Id && one.Kind == ObjectKinds.Wrap && one.Recipient != Recipients.Receipt)
            .ToListAsync(Cancel);
        return [.. wraps.Select(WrittenOut)];
    }

    /// <summary>The public key of a case's key pair, first generation.</summary>
    public async Task<byte[]> PublicKeyAsync(HostileCase caseFile, KeyPairName keyPair = KeyPairName.C)
    {
        await using var database = site.Database.Open();
        return (await database.Set<CaseKeyPair>().AsNoTracking().SingleAsync(
            one => one.CaseId == caseFile.Id && one.KeyPair == keyPair && one.Generation == 0, Cancel)).PublicKey;
    }

    public Task<HerSecrets> HersAsync(HostileCase caseFile) => HerSecrets.OpenAsync(site.Database, caseFile.Id, caseFile.Digits, Cancel);

    /// <summary>Puts the true roster in the place of a later one that this browser saw: for the one lie whose roster is genuine.</summary>
    public async Task ForgetHeadAsync()
    {
        // A page of the case would still be asking, and would put its head back.
        await Worker.GoAsync("/built/staff.css");
        await Page.EvaluateAsync(
            """
            () => new Promise((done, failed) => {
              const opening = indexedDB.open("casemanager");
              opening.onerror = failed;
              opening.onsuccess = () => {
                const change = opening.result.transaction("device", "readwrite");
                change.objectStore("device").delete("head");
                change.oncomplete = () => { opening.result.close(); done(); };
              };
            })
            """);
        await Worker.GoAsync("/roster");
        await Assertions.Expect(Page.Locator("#roster")).ToBeVisibleAsync();
    }

    private async Task<HostileCase> CaseAsync(string story, string digits)
    {
        var row = Page.Locator("tr[data-case]", new() { HasText = story });
        var id = (await row.GetAttributeAsync("data-case"))!;
        await using var database = site.Database.Open();
        var instance = await database.Set<Instance>().AsNoTracking().SingleAsync(Cancel);
        return new HostileCase(HexId.TryRead(id, out var caseId) ? caseId : throw new FormatException(), story, digits, instance.InstanceId);
    }

    private static JsonObject WrittenOut(SealedObject stored) => new()
    {
        ["objectId"] = HexId.Write(stored.ObjectId),
        ["keyPair"] = stored.KeyPair.ToString(),
        ["generation"] = stored.Generation,
        ["kind"] = stored.Kind,
        ["author"] = stored.Author,
        ["sequence"] = stored.Sequence,
        ["previous"] = Base64Url.EncodeToString(stored.Previous),
        ["file"] = Base64Url.EncodeToString(stored.File),
        ["hash"] = Base64Url.EncodeToString(stored.Hash),
        ["receivedAt"] = "2026-03-02T09:00:00Z",
        ["recipient"] = stored.Recipient,
    };
}

/// <summary>A case to lie about.</summary>
/// <param name="Story">Begins the report in it.</param>
/// <param name="Digits">Her receipt.</param>
public sealed record HostileCase(Guid Id, string Story, string Digits, byte[] InstanceId)
{
    /// <summary>Of its page, and of its API behind <c>/api/staff</c>.</summary>
    public string Address => $"/cases/{HexId.Write(Id)}";

    public string Api => $"/api/staff{Address}";

    public Forger Forger => new(InstanceId, Id);
}

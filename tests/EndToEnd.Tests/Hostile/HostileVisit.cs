using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.EndToEnd.Tests.Survivor;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Two pages of survivors: one who comes back to her case, one who is about to send.</summary>
public sealed class HostileVisit(PostgresServer server, PracticeKeys keys, ChromiumBrowser browser) : IAsyncLifetime
{
    /// <summary>What the second one typed.</summary>
    public const string Story = "It must stay on the page.";

    private readonly PracticeSite site = new(server, keys);
    private IBrowserContext person = null!;
    private SurvivorBrowserPage? sending;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whoever comes back.</summary>
    public SurvivorBrowserPage Her { get; private set; } = null!;

    public LyingServer Server { get; private set; } = null!;

    /// <summary>What lies between the other one and the server.</summary>
    public LyingServer ServerWhileSending { get; private set; } = null!;

    public HostileCase Case { get; private set; } = null!;

    /// <summary>Her receipt's secrets, and the public key of her case.</summary>
    public HerSecrets Hers { get; private set; } = null!;

    public byte[] CaseKey { get; private set; } = [];

    /// <summary>The case of somebody else.</summary>
    public HostileCase Other { get; private set; } = null!;

    public HerSecrets Others { get; private set; } = null!;

    public TestKeys Officer { get; private set; } = null!;

    public TestKeys Leaving { get; private set; } = null!;

    public PracticeAccount Colleague => site.Accounts.Single(account => account.Name == "rowan");

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        var reports = await PracticeReports.SendAsync(site, keys.Genesis.RootKey, Cancel);
        (Case, Hers) = await CaseAsync("I wrote to the person", reports["public-post"].Digits);
        (Other, Others) = await CaseAsync("The pictures are old", reports["unsure-of-age"].Digits);
        CaseKey = HybridKey.PublicKeyOf(Hers.CaseSeed);
        Officer = await StaffSecrets.OpenAsync(site.Database, site.Accounts.Single(account => account.Name == "heron"), Cancel);
        Leaving = await StaffSecrets.OpenAsync(site.Database, Colleague, Cancel);
        person = await browser.NewPersonAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        Her = await SurvivorBrowserPage.OpenAsync(person, site.App, SurvivorBrowserPage.HurryAsync);
        Server = new LyingServer(Her.Page);
    }

    /// <summary>Types the receipt in a page loaded anew.</summary>
    public async Task ComeBackAsync()
    {
        await Her.Page.GotoAsync(site.App.PublicUrl.ToString());
        await Assertions.Expect(Her.Page.Locator("body.js-enabled")).ToBeVisibleAsync();
        await Her.Page.ClickAsync("[data-go=return]");
        await Her.Page.FillAsync("#return-words", Case.Digits);
        await Her.ContinueAsync();
    }

    /// <summary>A page where everything is filled in, and no key to seal with was fetched yet.</summary>
    public async Task<SurvivorBrowserPage> SendingAsync()
    {
        if (sending is null)
        {
            sending = await SurvivorBrowserPage.OpenAsync(person, site.App, SurvivorBrowserPage.HurryAsync);
            ServerWhileSending = new LyingServer(sending.Page);
            await ServerWhileSending.AnswerAsync("/api/intake", 200, new System.Text.Json.Nodes.JsonObject());
            await sending.FillInAsync(Story);
            await ServerWhileSending.StopAsync();
        }

        return sending;
    }

    /// <summary>The next lie needs a page of its own.</summary>
    public async Task CloseSendingAsync()
    {
        if (sending is not null)
        {
            await sending.Page.CloseAsync();
            sending = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await person.DisposeAsync();
        await site.DisposeAsync();
    }

    private async Task<(HostileCase Case, HerSecrets Secrets)> CaseAsync(string story, string digits)
    {
        await using var database = site.Database.Open();
        var instance = await database.Set<Instance>().AsNoTracking().SingleAsync(Cancel);
        foreach (var caseId in await database.Set<SealedObject>().Where(one => one.Recipient == Recipients.Receipt).Select(one => one.CaseId).ToListAsync(Cancel))
        {
            if (await HerSecrets.TryOpenAsync(site.Database, caseId, digits, Cancel) is { } secrets)
            {
                return (new HostileCase(caseId, story, digits, instance.InstanceId), secrets);
            }
        }

        throw new InvalidOperationException("The receipt opens no case.");
    }
}

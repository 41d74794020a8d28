using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Tests.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Venues;

/// <summary>What people do around channels, groups and sites, in the organisation of a <see cref="ReleaseFixture"/>.</summary>
internal sealed class VenueTeam(ReleaseFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A survivor whose links were released.</summary>
    public async Task<SurvivorBrowser> ReleasedAsync(params string[] links)
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        Assert.Equal(201, (await ReleaseAsync(fixture.First, her, links)).Answer.Status);
        return her;
    }

    /// <summary>Releases in a case, and says what was shown before.</summary>
    public async Task<(ApiAnswer Answer, JsonObject Preview)> ReleaseAsync(CaseworkerBrowser caseworker, SurvivorBrowser her, string[] links)
    {
        var preview = (await caseworker.PreviewAsync(her, links, Cancel)).Json;
        var release = caseworker.Release(her, caseworker.Statement(her, preview, fixture.App.Clock.GetUtcNow()));
        return (await caseworker.PostAsync($"cases/{HexId.Write(her.CaseId)}/releases", release, Cancel), preview);
    }

    /// <summary>Another person approves the mail of a release, and it is sent.</summary>
    public async Task<Guid> SendMailAsync(JsonObject preview)
    {
        var mail = preview["previews"]!.AsArray().Single(one => (string?)one!["route"] == "mail")!;
        var approved = await fixture.First.PostAsync(
            $"notices/{(string)mail["noticeId"]!}/approve", new JsonObject { ["previewHash"] = (string)mail["hash"]! }, Cancel);
        Assert.Equal(204, approved.Status);
        await fixture.SendAsync(Cancel);
        Assert.True(HexId.TryRead((string)mail["noticeId"]!, out var noticeId));
        return noticeId;
    }

    /// <summary>The venue of a link.</summary>
    public async Task<Guid?> FindAsync(string link)
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        var key = VenueOf.Read(new LinkNormalizer(PlatformHosts.Seeded).Normalize(link).Key!, new LinkNormalizer(PlatformHosts.Seeded))!.Key;
        var hash = scope.ServiceProvider.GetRequiredService<LookupHash>().Of("venue", key);
        await using var database = fixture.Database.Open();
        return await database.Set<Venue>().Where(venue => venue.Lookup == hash).Select(venue => (Guid?)venue.Id).SingleOrDefaultAsync(Cancel);
    }

    /// <summary>The body of a new file, opened by the first caseworker.</summary>
    /// <param name="stranger">Who stands for the case's own keys.</param>
    public JsonObject File(SurvivorBrowser stranger, bool withReceipt = false, params string[] consents)
    {
        using var browser = new CaseBrowser(fixture.Genesis, fixture.First.Staff, stranger.CaseId, stranger.PublicKey);
        var hers = stranger.Report();
        var body = new JsonObject
        {
            ["case"] = hers["case"]!.DeepClone(),
            ["receipt"] = withReceipt ? hers["receipt"]!.DeepClone() : null,
            ["wraps"] = new JsonArray(
            [
                browser.Wrap(KeyPairName.C, stranger.Seed, Recipients.Epoch(1), HybridKey.PublicKeyOf(fixture.Genesis.EpochSeed)),
                browser.Wrap(KeyPairName.C, stranger.Seed, Recipients.Recovery, HybridKey.PublicKeyOf(fixture.Genesis.RecoverySeed)),
                .. withReceipt ? [browser.Wrap(KeyPairName.C, stranger.Seed, Recipients.Receipt, stranger.PublicKey)] : Array.Empty<JsonObject>(),
            ]),
            ["objects"] = new JsonArray(browser.Next(KeyPairName.C, ObjectKinds.TriageCard), browser.Next(KeyPairName.C, ObjectKinds.AssistedReport)),
            ["consents"] = new JsonArray([.. consents.Select(purpose => (JsonNode)purpose)]),
        };
        body["case"]!["mode"] = "staff-assisted";
        return body;
    }

    /// <summary>Opens the file of a venue.</summary>
    public async Task<SurvivorBrowser> OpenFileAsync(Guid venueId)
    {
        var file = new SurvivorBrowser(fixture.Genesis);
        var answer = await fixture.First.PostAsync($"venues/{HexId.Write(venueId)}/file", File(file, consents: ConsentPurposes.SendLinks), Cancel);
        Assert.Equal(201, answer.Status);
        return file;
    }

    /// <summary>Cases that name the same target as another one, which only others may know of.</summary>
    public async Task AddHiddenAsync(SurvivorBrowser like, int count)
    {
        await using var database = fixture.Database.Open();
        var asked = await database.Set<TakedownRequest>().AsNoTracking().FirstAsync(request => request.CaseId == like.CaseId, Cancel);
        for (var i = 0; i < count; i++)
        {
            var caseId = RandomId.New();
            database.Add(new Report { CaseId = caseId, Mode = IntakeMode.Sealed, Language = "en" });
            database.Add(new Case { CaseId = caseId, OpenedAt = asked.CreatedAt });
            database.Add(new Restriction { CaseId = caseId, Since = asked.CreatedAt });
            database.Add(new TakedownRequest
            {
                Id = RandomId.New(),
                CaseId = caseId,
                TargetId = asked.TargetId,
                Recipient = asked.Recipient,
                RegimeId = asked.RegimeId,
                CreatedAt = asked.CreatedAt.AddHours(-1),
            });
        }

        await database.SaveChangesAsync(Cancel);
    }

    /// <summary>What the job does.</summary>
    public async Task DrainAsync()
    {
        await using var scope = fixture.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CompareVenues>().RunAsync(Cancel);
        await scope.ServiceProvider.GetRequiredService<TellMembers>().RunAsync(Cancel);
    }
}

using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Targets;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Core.Tests.Takedowns.Venues;

/// <summary>Where targets belong while their keys change, and what people say of two venues.</summary>
public sealed class VenueRowsTests : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private static readonly DateTimeOffset start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly DatabaseFixture fixture;
    private readonly FakeTimeProvider time = new(start);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cmv");
    private readonly SmtpPeer relay = SmtpPeer.Start();
    private readonly KeyFolder keys;
    private readonly NoticeSeed seed;
    private readonly OutboxWorker program;
    private readonly Guid staffId = RandomId.New();

    public VenueRowsTests(DatabaseFixture fixture)
    {
        this.fixture = fixture;
        keys = new KeyFolder(folder.FullName);
        keys.Create();
        seed = new NoticeSeed(fixture.Database, keys, time);
        program = new OutboxWorker(fixture.Database, folder.FullName, relay, time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PlaceTargets_ReleasedBeforeVenuesWereKnown_HaveTheirPlaceOnce()
    {
        var post = await AddTargetAsync("tg:post:@placed:5", "https://t.me/placed/5");
        var channel = await AddTargetAsync("tg:peer:@placed", "https://t.me/placed");
        var nowhere = await AddTargetAsync("web:x.com/i/status/7", "https://x.com/i/status/7");

        await PlaceAsync();
        await PlaceAsync();

        var (first, second, third) = (await MemberAsync(post), await MemberAsync(channel), await MemberAsync(nowhere));
        Assert.Equal((first.VenueId, false), (second.VenueId, first.IsWhole));
        Assert.True(second.IsWhole);
        Assert.Null(third.VenueId);
        Assert.Equal("https://t.me/placed", await UrlAsync(first.VenueId!.Value));
    }

    [Fact]
    public async Task RekeyTargets_KeyLeadsElsewhere_MovesTheTargetAndDestroysTheVenueItLeft()
    {
        var caseId = await seed.AddCaseAsync(Cancel);
        var target = await AddTargetAsync("web:moved-site.example/a", "https://t.me/movedhere/5", version: 1);
        await AddRequestAsync(caseId, target);
        await PlaceAsync();
        var before = (await MemberAsync(target)).VenueId!.Value;

        await RekeyAsync();

        var after = (await MemberAsync(target)).VenueId!.Value;
        await using var database = fixture.Database.Open();
        Assert.Equal("https://t.me/movedhere", await UrlAsync(after));
        Assert.False(await database.Set<Venue>().AnyAsync(venue => venue.Id == before, Cancel));
        Assert.Null(await new DataKeys(database, keys).FindAsync(before, Cancel));
        Assert.Equal(["VenueFound", "VenueDestroyed", "TargetRekeyed"], await EventsAsync(caseId));
        Assert.Empty((await new VerifyChains(database).RunAsync(Cancel)).Broken);
    }

    [Fact]
    public async Task JoinTargets_TwoSpellings_LeaveOneMember()
    {
        var (here, there) = (await seed.AddCaseAsync(Cancel), await seed.AddCaseAsync(Cancel));
        var old = await AddTargetAsync("web:joined-site.example/a", "https://t.me/joined/5", version: 1);
        var kept = await AddTargetAsync("tg:post:@joined:5", "https://t.me/joined/5");
        await AddRequestAsync(here, old);
        await AddRequestAsync(there, kept);
        await PlaceAsync();
        var before = (await MemberAsync(old)).VenueId!.Value;

        await RekeyAsync();

        await using var database = fixture.Database.Open();
        Assert.False(await database.Set<VenueMember>().AnyAsync(member => member.TargetId == old, Cancel));
        Assert.Equal("https://t.me/joined", await UrlAsync((await MemberAsync(kept)).VenueId!.Value));
        Assert.False(await database.Set<Venue>().AnyAsync(venue => venue.Id == before, Cancel));
    }

    [Fact]
    public async Task CompareVenues_SameStem_IsSuggestedOnceFromTheOlderToTheNewer()
    {
        var older = await VenueAsync("stemmed");
        time.Advance(TimeSpan.FromDays(1));
        var newer = await VenueAsync("stemmed_backup2");
        await VenueAsync("otherwise");

        await CompareAsync();
        await CompareAsync();

        await using var database = fixture.Database.Open();
        var pair = Assert.Single(await database.Set<VenueSuccessor>().Where(row => row.FromId == older || row.ToId == older).ToListAsync(Cancel));
        Assert.Equal((older, newer, SuccessorState.Suggested, SuccessorHints.NameStem), (pair.FromId, pair.ToId, pair.State, pair.Hint));
        Assert.Null(pair.SuggestedBy);
    }

    [Fact]
    public async Task DecideSuccessor_EachWayAndBack_IsWrittenDownAndSaysWhoAndWhy()
    {
        var older = await VenueAsync("decided");
        var newer = await VenueAsync("decided_new");
        await CompareAsync();
        var pairId = await PairAsync(older, newer);

        await DecideAsync(newer, pairId, SuccessorDecision.CameAfter, "the pinned post says so");
        var turned = await ReadAsync(pairId);
        await DecideAsync(older, pairId, SuccessorDecision.Undo);
        await DecideAsync(older, pairId, SuccessorDecision.Unrelated);
        var rejected = await ReadAsync(pairId);
        await DecideAsync(older, pairId, SuccessorDecision.Undo);
        await DecideAsync(older, pairId, SuccessorDecision.CameAfter);
        var last = await ReadAsync(pairId);

        Assert.Equal((newer, older, SuccessorState.Confirmed, staffId), (turned.FromId, turned.ToId, turned.State, turned.DecidedBy!.Value));
        Assert.NotNull(turned.ReasonSealed);
        Assert.Equal(SuccessorState.Rejected, rejected.State);
        Assert.Equal((older, newer, SuccessorState.Confirmed), (last.FromId, last.ToId, last.State));
        Assert.Null(last.ReasonSealed);
        Assert.Equal(
            ["SuccessorSuggested", "SuccessorConfirmed", "SuccessorReopened", "SuccessorRejected", "SuccessorReopened", "SuccessorConfirmed"],
            await EventsAsync(AuditLog.Organisation, HexId.Write(pairId)));
    }

    [Fact]
    public async Task DecideSuccessor_DecidedAlready_IsRefused()
    {
        var older = await VenueAsync("twiceover");
        var newer = await VenueAsync("twiceover_new");
        await CompareAsync();
        var pairId = await PairAsync(older, newer);
        await DecideAsync(older, pairId, SuccessorDecision.CameAfter);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => DecideAsync(older, pairId, SuccessorDecision.Unrelated));

        Assert.Equal("wrong-state", refusal.Code);
    }

    [Fact]
    public async Task DecideSuccessor_OtherIsNamedByHiddenCasesOnly_IsNotThere()
    {
        var older = await VenueAsync("veiledone");
        var newer = await VenueAsync("veiledone_new", restricted: true);
        await CompareAsync();
        var pairId = await PairAsync(older, newer);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => DecideAsync(older, pairId, SuccessorDecision.CameAfter));
        var unknown = await Assert.ThrowsAsync<RefusedException>(() => DecideAsync(newer, pairId, SuccessorDecision.CameAfter));

        Assert.Equal(("unknown-successor", "unknown-venue"), (refusal.Code, unknown.Code));
    }

    [Fact]
    public async Task SuggestSuccessor_TypedLink_IsASuggestionThatAnybodySees()
    {
        var venue = await VenueAsync("typedfrom");

        await SuggestAsync(venue, "https://t.me/entirelyother/77");
        await SuggestAsync(venue, "@entirelyother");

        await using var database = fixture.Database.Open();
        var pair = Assert.Single(await database.Set<VenueSuccessor>().Where(row => row.FromId == venue).ToListAsync(Cancel));
        Assert.Equal((SuccessorHints.Person, staffId, pair.ToId), (pair.Hint, pair.SuggestedBy!.Value, pair.NamedId!.Value));
        Assert.Equal("https://t.me/entirelyother", await UrlAsync(pair.ToId));
        await DecideAsync(pair.ToId, pair.Id, SuccessorDecision.CameBefore);
    }

    [Theory]
    [InlineData("not a link at all", "link-not-understood")]
    [InlineData("https://x.com/a/status/1", "no-venue")]
    [InlineData("https://t.me/selfnamed/9", "same-venue")]
    public async Task SuggestSuccessor_NoOtherVenue_IsRefusedAndStoresNothing(string typed, string code)
    {
        var venue = await VenueAsync("selfnamed");

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => SuggestAsync(venue, typed));

        await using var database = fixture.Database.Open();
        Assert.Equal(code, refusal.Code);
        Assert.False(await database.Set<VenueSuccessor>().AnyAsync(row => row.FromId == venue || row.ToId == venue, Cancel));
    }

    [Fact]
    public async Task DestroyVenues_LastMemberGone_TakesWhatWasOnlyNamedAsItsSuccessorAlong()
    {
        var venue = await VenueAsync("vanishing");
        await SuggestAsync(venue, "https://t.me/namedonly");
        await using (var database = fixture.Database.Open())
        {
            await database.Set<Target>().Where(target => database.Set<VenueMember>().Any(member => member.TargetId == target.Id && member.VenueId == venue)).ExecuteDeleteAsync(Cancel);
        }

        var named = await DestroyAsync(venue);

        await using var after = fixture.Database.Open();
        Assert.False(await after.Set<Venue>().AnyAsync(row => row.Id == venue || row.Id == named, Cancel));
        Assert.Null(await new DataKeys(after, keys).FindAsync(named, Cancel));
    }

    [Fact]
    public async Task DestroyVenues_SomebodyHoldsIt_LeavesIt()
    {
        var venue = await VenueAsync("heldvenue");

        await DestroyAsync(venue);

        Assert.Equal("https://t.me/heldvenue", await UrlAsync(venue));
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await relay.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private Task PlaceAsync() => program.UseAsync<PlaceTargets>(place => place.RunAsync(Cancel));

    private Task CompareAsync() => program.UseAsync<CompareVenues>(compare => compare.RunAsync(Cancel));

    private Task RekeyAsync() => program.UseAsync<RekeyTargets>(rekey => rekey.RunAsync(Cancel));

    private Task SuggestAsync(Guid venueId, string typed) => program.UseAsync<SuggestSuccessor>(suggest => suggest.RunAsync(venueId, typed, staffId, Cancel));

    private Task DecideAsync(Guid venueId, Guid pairId, SuccessorDecision decision, string reason = "") =>
        program.UseAsync<DecideSuccessor>(decide => decide.RunAsync(venueId, pairId, decision, reason, staffId, Cancel));

    /// <returns>What a person named as its successor.</returns>
    private async Task<Guid> DestroyAsync(Guid venueId)
    {
        await using var database = fixture.Database.Open();
        var named = await database.Set<VenueSuccessor>().Where(pair => pair.FromId == venueId).Select(pair => pair.NamedId).FirstOrDefaultAsync(Cancel) ?? Guid.Empty;
        var audit = new AuditLog(database, time);
        await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
        await new DestroyVenues(database, new DataKeys(database, keys), audit).RunAsync([venueId], [], Actor.Survivor, Cancel);
        await transaction.CommitAsync(Cancel);
        return named;
    }

    /// <summary>A venue that one case has a link in.</summary>
    private async Task<Guid> VenueAsync(string name, bool restricted = false)
    {
        var caseId = await seed.AddCaseAsync(Cancel);
        if (restricted)
        {
            await using var database = fixture.Database.Open();
            database.Add(new Restriction { CaseId = caseId, Since = time.GetUtcNow() });
            await database.SaveChangesAsync(Cancel);
        }

        var target = await AddTargetAsync($"tg:post:@{name}:5", $"https://t.me/{name}/5");
        await AddRequestAsync(caseId, target);
        await PlaceAsync();
        return (await MemberAsync(target)).VenueId!.Value;
    }

    private async Task<Guid> AddTargetAsync(string keyText, string url, int? version = null)
    {
        await using var database = fixture.Database.Open();
        var lookup = new LookupHash(keys).Of("target", keyText);
        if (await database.Set<Target>().SingleOrDefaultAsync(row => row.Lookup == lookup, Cancel) is { } known)
        {
            return known.Id;
        }

        var id = RandomId.New();
        var key = await new DataKeys(database, keys).GetOrCreateAsync(id, Cancel);
        database.Add(new Target
        {
            Id = id,
            Lookup = lookup,
            TableVersion = version ?? LinkNormalizer.TableVersion,
            KeySealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes(keyText), SealedPlaces.TargetKey(id)),
            UrlSealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes(url), SealedPlaces.TargetUrl(id)),
        });
        await database.SaveChangesAsync(Cancel);
        return id;
    }

    private async Task AddRequestAsync(Guid caseId, Guid targetId)
    {
        await using var database = fixture.Database.Open();
        database.Add(new TakedownRequest
        {
            Id = RandomId.New(),
            CaseId = caseId,
            TargetId = targetId,
            Recipient = Recipient.OfPlatform("telegram"),
            RegimeId = "eu-dsa-16",
            CreatedAt = time.GetUtcNow(),
        });
        await database.SaveChangesAsync(Cancel);
    }

    private async Task<VenueMember> MemberAsync(Guid targetId)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<VenueMember>().SingleAsync(member => member.TargetId == targetId, Cancel);
    }

    private async Task<Guid> PairAsync(Guid one, Guid other)
    {
        await using var database = fixture.Database.Open();
        return (await database.Set<VenueSuccessor>().SingleAsync(row => (row.FromId == one && row.ToId == other) || (row.FromId == other && row.ToId == one), Cancel)).Id;
    }

    private async Task<VenueSuccessor> ReadAsync(Guid pairId)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<VenueSuccessor>().SingleAsync(row => row.Id == pairId, Cancel);
    }

    private async Task<string> UrlAsync(Guid venueId)
    {
        await using var database = fixture.Database.Open();
        var venue = await database.Set<Venue>().SingleAsync(row => row.Id == venueId, Cancel);
        var key = await new DataKeys(database, keys).FindAsync(venueId, Cancel);
        return Encoding.UTF8.GetString(FieldCipher.Open(key!, venue.UrlSealed, SealedPlaces.VenueUrl(venueId)));
    }

    private async Task<IReadOnlyList<string>> EventsAsync(Guid chainId, string about = "")
    {
        await using var database = fixture.Database.Open();
        return await database.Set<AuditEvent>().Where(happened => happened.ChainId == chainId && happened.Data.Contains(about)).OrderBy(happened => happened.Sequence)
            .Select(happened => happened.Type).ToListAsync(Cancel);
    }
}

using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.FollowUp.Ladders;

namespace CaseManager.Core.Tests.Takedowns.FollowUp;

public sealed class LadderDirectoryTests
{
    private static readonly LadderDirectory ladders = LadderDirectory.Seed;

    [Fact]
    public void For_EveryPlatformAndATypedContact_IsOneLadder()
    {
        Assert.Equal("host", ladders.For(null).Id);
        Assert.Equal("host", ladders.For(PlatformDirectory.Seed.Find("generic-host")).Id);
        Assert.All(PlatformDirectory.Seed.All.Where(platform => platform.Category != "infrastructure"), platform => Assert.Equal("content", ladders.For(platform).Id));
    }

    [Fact]
    public void Telegram_HasNoHosterSearchOrRegistrar() => Assert.DoesNotContain(
        ladders.For(PlatformDirectory.Seed.Find("telegram")).Rungs, rung => rung.Audience is RungAudience.Hoster or RungAudience.Search or RungAudience.Registrar);

    [Fact]
    public void EveryLadder_IsCapped_AndLeavesEverythingToAPerson() => Assert.All(ladders.All, ladder =>
    {
        Assert.Equal(ladder.Rungs.Count, ladder.Rungs.DistinctBy(rung => rung.Id).Count());
        Assert.All(ladder.Rungs, rung => Assert.True(rung is { NeedsPerson: true, Repeat: >= 1 and <= 3, Offset.Value: >= 0, Id.Length: <= 32 }, rung.Id));
        Assert.All(ladder.Rungs, rung => Assert.DoesNotContain('.', rung.Id));
        Assert.All(ladder.Rungs.Where(rung => rung.Offset.From == OffsetFrom.Due), rung => Assert.NotNull(rung.WithoutDue));
        Assert.All(ladder.Rungs.Where(rung => rung.Action == RungAction.Remind), rung => Assert.Equal(1, rung.Repeat));
    });

    [Fact]
    public void Police_IsNeverOpenedByATimer_NorIsAHotlineForAdults() => Assert.All(
        ladders.All.SelectMany(ladder => ladder.Rungs).Where(rung => rung.Audience is RungAudience.Police or RungAudience.Hotline), rung => Assert.True(rung.OnlyIfAsked));

    [Fact]
    public void After_CountsRepetitions_ThenGoesOn()
    {
        var ladder = ladders.All.Single(one => one.Id == "content");

        Assert.Equal(("reminder", 1), First(ladder.After(null, 0)));
        Assert.Equal(("other-way", 1), First(ladder.After("reminder", 1)));
        Assert.Equal(("regulator", 2), First(ladder.After("regulator", 1)));
        Assert.Equal(("police", 1), First(ladder.After("regulator", 2)));
        Assert.Empty(ladder.After("a-rung-of-an-older-version", 1));
    }

    private static (string, int) First(IEnumerable<(Rung Rung, int Repeat)> steps) => (steps.First().Rung.Id, steps.First().Repeat);
}

using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Bodies;

namespace CaseManager.Core.Tests.Platforms.Bodies;

public sealed class BodyDirectoryTests
{
    [Fact]
    public void EveryBodyOfTheSeedFiles_HasOneIdAndAKind()
    {
        List<Body> bodies = [.. RegimeDirectory.Seed.All.SelectMany(BodyDirectory.Of), .. BodyDirectory.Services(PlatformDirectory.Seed)];

        Assert.Equal(BodyDirectory.Listed.Select(listed => listed.Id).Order(), bodies.Select(body => body.Id).Order());
        Assert.Equal(bodies.Count, bodies.DistinctBy(body => body.Id).Count());
        Assert.All(bodies, body => Assert.NotEqual(BodyKind.Own, body.Kind));
        Assert.All(bodies, body => Assert.True(body is { Confidence.Overall.Length: > 0, Channel.Length: > 0, Name.Length: > 0, Id.Length: <= 80 }, body.Id));
    }

    [Fact]
    public void EveryListedId_NamesOneEntryOfOneFile() => Assert.All(
        BodyDirectory.Listed,
        listed => Assert.True(listed is { Regime: not null, Body: not null, Service: null } or { Regime: null, Body: null, Service: not null }, listed.Id));

    [Fact]
    public void Of_ARegimeTheOrganisationRewrote_GivesItsBodiesIdsOfTheirOwn()
    {
        var seed = RegimeDirectory.Seed.Find("us-tida")!;
        var own = seed with { Escalation = [.. seed.Escalation, new EscalationStep { Body = "State attorney", Channel = "letter", When = "later" }] };

        Assert.Equal(("us-tida-own-3", BodyKind.Own), (BodyDirectory.Of(own)[^1].Id, BodyDirectory.Of(own)[^1].Kind));
        Assert.Equal("us-ftc", BodyDirectory.Of(own)[0].Id);
    }

    [Fact]
    public void ServicesForMinors_TakeNoComplaintOfAnAdult() =>
        Assert.All(BodyDirectory.Services(PlatformDirectory.Seed), body => Assert.False(body.TakesComplaints));
}

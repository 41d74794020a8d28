using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CsCheck;

namespace CaseManager.Core.Tests.Statistics;

/// <summary>What the requests of a case say of how it ended.</summary>
public sealed class ProposedClosureTests
{
    private static readonly DateTimeOffset Start = new(2025, 7, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("00:00:01", "up_to_2h")]
    [InlineData("02:00:00", "up_to_2h")]
    [InlineData("02:00:01", "up_to_24h")]
    [InlineData("1.00:00:00", "up_to_24h")]
    [InlineData("1.00:00:01", "up_to_48h")]
    [InlineData("2.00:00:00", "up_to_48h")]
    [InlineData("2.00:00:01", "up_to_7d")]
    [InlineData("7.00:00:00", "up_to_7d")]
    [InlineData("7.00:00:01", "up_to_30d")]
    [InlineData("30.00:00:00", "up_to_30d")]
    [InlineData("30.00:00:01", "over_30d")]
    [InlineData("4000.00:00:00", "over_30d")]
    public void OneLink_Gone_IsAllRemoved_WithinTheBandOfItsTime(string took, string band) =>
        Assert.Equal(new ProposedClosure("removed_all", band), Of(Gone(TimeSpan.Parse(took, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void SeveralLinks_AllGone_TheSlowestDecides()
    {
        // The second was asked for a month later, and was gone within the hour.
        var late = new AskedLink(Start.AddDays(31).AddHours(1), CameBack: false, [Asked(Start.AddDays(31))]);

        Assert.Equal(new ProposedClosure("removed_all", "up_to_48h"), Of(Gone(TimeSpan.FromHours(1)), Gone(TimeSpan.FromHours(40)), late));
    }

    [Fact]
    public void SeveralRequestsForOneLink_TheFirstThatLeftStartsItsTime() => Assert.Equal(
        new ProposedClosure("removed_all", "up_to_7d"),
        Of(new AskedLink(Start.AddDays(3), CameBack: false, [Asked(Start.AddDays(2)), new(null, null, null), Asked(Start)])));

    [Fact]
    public void SomeGone_SomeNot_IsAPart_AndStillThere()
    {
        Assert.Equal(new ProposedClosure("removed_part", "still_up"), Of(Gone(TimeSpan.FromHours(1)), There()));
        Assert.Equal(new ProposedClosure("removed_part", "still_up"), Of(There("refused"), Gone(TimeSpan.FromHours(1))));
        Assert.Equal(new ProposedClosure("removed_part", null), Of(Gone(TimeSpan.FromHours(1)), Ended("geo_blocked_only")));
    }

    [Theory]
    [InlineData(null, "no_answer")]
    [InlineData("acknowledged", "no_answer")]
    [InlineData("auto_reply", "no_answer")]
    [InlineData("bounce_permanent", "no_answer")]
    [InlineData("refused", "refused")]
    [InlineData("says_removed", null)]
    [InlineData("asks_for_more", null)]
    [InlineData("other", null)]
    public void NothingGone_IsWhatTheyAnswered_AndStillThere(string? answer, string? outcome) =>
        Assert.Equal(new ProposedClosure(outcome, "still_up"), Of(There(answer)));

    [Fact]
    public void NothingGone_OneOfSeveralRefused_IsRefused() =>
        Assert.Equal(new ProposedClosure("refused", "still_up"), Of(There(), There("refused"), Ended("no_answer")));

    [Theory]
    [InlineData("removed_all", "removed_all", null)]
    [InlineData("removed_part", "removed_part", null)]
    [InlineData("account_or_group_removed", "account_or_group_removed", null)]
    [InlineData("geo_blocked_only", "geo_blocked_only", null)]
    [InlineData("de_indexed_only", "de_indexed_only", null)]
    [InlineData("refused", "refused", "still_up")]
    [InlineData("no_answer", "no_answer", "still_up")]
    [InlineData("undeliverable", "no_answer", "still_up")]
    [InlineData("already_gone", "already_gone", null)]
    [InlineData("reappeared", "reappeared", "still_up")]
    [InlineData("referred", "referred", "still_up")]
    [InlineData("withdrawn_by_survivor", "withdrawn_by_survivor", null)]
    [InlineData("duplicate", null, null)]
    public void EndedByAPerson_IsHerWord_WithoutATimeThatNobodySaw(string ended, string? outcome, string? band) =>
        Assert.Equal(new ProposedClosure(outcome, band), Of(Ended(ended)));

    [Fact]
    public void Gone_EndedAsTheWholeAccount_IsTheAccount_WithTheTimeThatWasSeen() => Assert.Equal(
        new ProposedClosure("account_or_group_removed", "up_to_24h"),
        Of(new AskedLink(Start.AddHours(20), CameBack: false, [new(Start, null, "account_or_group_removed")])));

    [Theory]
    [InlineData("geo_blocked_only")]
    [InlineData("de_indexed_only")]
    [InlineData("removed_part")]
    [InlineData("already_gone")]
    public void Gone_EndedAsLessThanThat_IsAPersonsWord_WithoutATime(string ended) => Assert.Equal(
        new ProposedClosure(ended, null),
        Of(new AskedLink(Start.AddHours(20), CameBack: false, [new(Start, null, ended)])));

    [Fact]
    public void OneGone_AnotherNotAskedForYet_IsNotAllRemoved() => Assert.Equal(
        new ProposedClosure(null, "still_up"),
        Of(Gone(TimeSpan.FromHours(1)), new AskedLink(null, CameBack: false, [new(null, null, null)])));

    [Fact]
    public void GoneBeforeAnybodyAsked_IsAlreadyGone_AndMovesNothingBesideOthers()
    {
        var before = new AskedLink(Start.AddHours(-1), CameBack: false, [Asked(Start)]);
        var never = new AskedLink(Start, CameBack: false, [new(null, null, null)]);

        Assert.Equal(new ProposedClosure("already_gone", null), Of(before, never));
        Assert.Equal(new ProposedClosure("removed_all", "up_to_2h"), Of(before, Gone(TimeSpan.FromHours(2))));
        Assert.Equal(new ProposedClosure("no_answer", "still_up"), Of(before, There()));
    }

    [Fact]
    public void Withdrawn_BesideOthers_MovesNothing() =>
        Assert.Equal(new ProposedClosure("removed_all", "up_to_2h"), Of(Ended("withdrawn_by_survivor"), Gone(TimeSpan.FromHours(2))));

    [Fact]
    public void CameBack_IsReappeared_WhateverElseIsGone() =>
        Assert.Equal(new ProposedClosure("reappeared", "still_up"), Of(Gone(TimeSpan.FromHours(2)), new AskedLink(null, CameBack: true, [Asked(Start)])));

    [Fact]
    public void NothingAsked_ProposesNothing()
    {
        Assert.Equal(ProposedClosure.None, Of());
        Assert.Equal(ProposedClosure.None, Of(new AskedLink(null, CameBack: false, [new(null, null, null)])));
    }

    [Fact]
    public void Any_Links_ProposeCodesThatAreInTheLists_AndNoRemovalBesideSomethingThere()
    {
        var outcomes = RequestOutcomes.All.Order().Append(null).ToArray();
        var answers = AnswerClasses.All.Append(null).ToArray();
        Gen.Select(
            Gen.Int[-1, 2_000],
            Gen.Bool,
            Gen.Select(Gen.Int[-1, 100], Gen.OneOf<string?>(answers), Gen.OneOf<string?>(outcomes), (hour, answer, outcome) => new AskedRequest(hour < 0 ? null : Start.AddHours(hour), answer, outcome)).Array[1, 3],
            (hour, back, requests) => new AskedLink(hour < 0 ? null : Start.AddHours(hour), back && hour < 0, requests)).Array[0, 4].Sample(links =>
            {
                var (outcome, time) = ProposedClosure.Of(links);
                return (outcome is null || CodeLists.Outcome.NumberOf(outcome) is not null)
                    && (time is null || CodeLists.RemovalTime.NumberOf(time) is not null)
                    && !(outcome == "removed_all" && time == "still_up");
            });
    }

    private static ProposedClosure Of(params AskedLink[] links) => ProposedClosure.Of(links);

    private static AskedRequest Asked(DateTimeOffset at) => new(at, null, null);

    private static AskedLink Gone(TimeSpan took) => new(Start + took, CameBack: false, [Asked(Start)]);

    private static AskedLink There(string? answer = null) => new(null, CameBack: false, [new(Start, answer, null)]);

    private static AskedLink Ended(string outcome) => new(null, CameBack: false, [new(Start, null, outcome)]);
}

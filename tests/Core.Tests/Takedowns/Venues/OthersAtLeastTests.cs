using CaseManager.Core.Takedowns.Venues;
using CsCheck;

namespace CaseManager.Core.Tests.Takedowns.Venues;

public sealed class OthersAtLeastTests
{
    [Fact]
    public void Of_FewerThanFive_CannotBeToldFromNone() =>
        Assert.All(Enumerable.Range(0, 5), hidden => Assert.Null(OthersAtLeast.Of(hidden)));

    [Theory]
    [InlineData(5, 5)]
    [InlineData(9, 5)]
    [InlineData(10, 10)]
    [InlineData(123, 120)]
    public void Of_FiveOrMore_IsTheStepBelow(int hidden, int shown) => Assert.Equal(shown, OthersAtLeast.Of(hidden));

    /// <summary>Whoever subtracts what she may open from what she is told is left with five possible numbers, none of them under five but all of nought to four.</summary>
    [Fact]
    public void Of_AnyNumbers_LeavesWhoeverSubtractsWithFivePossibleNumbers() => Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 5000]).Sample((own, hidden) =>
    {
        var shown = (Own: own, Others: OthersAtLeast.Of(hidden));
        var possible = Enumerable.Range(0, 5010).Where(other => (Own: own, Others: OthersAtLeast.Of(other)) == shown).ToList();
        return possible.Count == 5 && possible.Contains(hidden) && (shown.Others is null ? possible is [0, ..] : possible[0] >= 5);
    });
}

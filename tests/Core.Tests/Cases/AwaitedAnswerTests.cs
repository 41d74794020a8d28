using CaseManager.Core.Cases;

namespace CaseManager.Core.Tests.Cases;

public sealed class AwaitedAnswerTests
{
    private static readonly DateTimeOffset start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void HearFromHer_SeveralTimes_CountsFromTheFirst()
    {
        var caseFile = new Case { CaseId = RandomId.New(), OpenedAt = start };

        caseFile.HearFromHer(start);
        caseFile.HearFromHer(start.AddDays(1));

        Assert.Equal(start, caseFile.AwaitsAnswerSince);
    }

    [Fact]
    public void AnswerHer_ThenSheWritesAgain_CountsAnew()
    {
        var caseFile = new Case { CaseId = RandomId.New(), OpenedAt = start };
        caseFile.HearFromHer(start);

        caseFile.AnswerHer();
        Assert.Null(caseFile.AwaitsAnswerSince);

        caseFile.HearFromHer(start.AddDays(2));
        Assert.Equal(start.AddDays(2), caseFile.AwaitsAnswerSince);
    }
}

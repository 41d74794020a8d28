using System.Text.RegularExpressions;
using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Core.Tests.Takedowns.Notices;

/// <summary>Reminder and complaint as their readers see them.</summary>
public sealed partial class FollowUpTextsTests
{
    private static readonly NoticeLink second = new("web:images.example/view?id=2", "https://images.example/view?id=2", null);
    private static readonly NoticeLink fourth = new("web:images.example/view?id=4", "https://images.example/view?id=4", null);

    private static readonly FollowUpInputs reminder = new()
    {
        Template = FollowUpInputs.Reminder,
        Code = "TD-7F3K-29QX",
        LeftOn = new DateOnly(2026, 6, 1),
        Subject = "[TD-7F3K-29QX] DSA Art. 16 notice: non-consensual intimate imagery, 4 links",
        Numbers = new Dictionary<string, int> { [second.Key] = 2, [fourth.Key] = 4 },
    };

    private static readonly FollowUpInputs complaint = reminder with
    {
        Template = FollowUpInputs.Complaint,
        BodyName = "Example Authority",
        BodyChannel = "complaint form",
    };

    [Fact]
    public void Reminder_NamesWhatIsStillThereByItsOldNumbers()
    {
        var notice = NoticeRenderer.Render(Inputs(reminder, NoticeExamples.Contact(), second, fourth));

        Assert.True(notice.MayLeave, string.Join(' ', notice.Missing.Select(one => one.Id).Concat(notice.Refused)));
        Assert.Equal("eu-dsa-16/reminder/en/2", notice.Template);
        GoldenFile.Check("reminder.en.contact.mail.txt", notice.Text);
    }

    [Fact]
    public void Reminder_OfOneLink_SpeaksOfOne() =>
        GoldenFile.Check("reminder.en.contact.one.mail.txt", NoticeRenderer.Render(Inputs(reminder, NoticeExamples.Contact(), fourth)).Text);

    [Fact]
    public void Reminder_AfterTheySaidItIsRemoved_SaysThatItIsNot() => GoldenFile.Check(
        "reminder.en.contact.contradiction.mail.txt",
        NoticeRenderer.Render(Inputs(reminder with { Answer = "says_removed", AnsweredOn = new DateOnly(2026, 6, 3) }, NoticeExamples.Contact(), second, fourth)).Text);

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("ko")]
    public void Reminder_OfWhatWasGoneAndCameBack_SaysSo(string language)
    {
        var inputs = Inputs(reminder with { CameBack = true }, NoticeExamples.Contact(), second, fourth) with { Language = language };

        GoldenFile.Check($"reminder.{language}.contact.came-back.mail.txt", NoticeRenderer.Render(inputs).Text);
    }

    [Fact]
    public void Reminder_OfOneThatCameBack_SpeaksOfOne() => Assert.Contains(
        "The following location was gone after that notice, and is available again.",
        NoticeRenderer.Render(Inputs(reminder with { CameBack = true }, NoticeExamples.Contact(), fourth)).Text,
        StringComparison.Ordinal);

    [Fact]
    public void Reminder_MakesNoNewClaim()
    {
        var text = NoticeRenderer.Render(Inputs(reminder, NoticeExamples.Contact(), second)).Mail!.Body;

        Assert.DoesNotMatch(Claims(), text);
    }

    [Fact]
    public void Reminder_WithoutALink_LacksItsElement() =>
        Assert.Contains(NoticeRenderer.Render(Inputs(reminder, NoticeExamples.Contact())).Missing, missing => missing.Id == "location");

    [Fact]
    public void Reminder_UnderALawThatNeedsAuthority_StillNeedsIt()
    {
        var inputs = Inputs(reminder, NoticeExamples.Contact(), second) with { Regime = RegimeDirectory.Seed.Find("us-tida")! };

        Assert.Contains(NoticeRenderer.Render(inputs).Missing, missing => missing.Id == RenderedNotice.Authority);
        Assert.True(NoticeRenderer.Render(inputs with { HasAuthority = true }).MayLeave);
    }

    [Theory]
    [InlineData("silent", "", null, null)]
    [InlineData("refused", "refused", "2026-06-03", null)]
    [InlineData("removed-late", "says_removed", "2026-06-03", "2026-06-05")]
    [InlineData("asks", "asks_for_more", "2026-06-03", null)]
    public void Complaint_SaysWhatCameOfIt(string name, string answer, string? answered, string? due)
    {
        var said = complaint with
        {
            Answer = answer,
            AnsweredOn = answered is null ? null : DateOnly.ParseExact(answered, "yyyy-MM-dd", null),
            DueOn = due is null ? null : DateOnly.ParseExact(due, "yyyy-MM-dd", null),
        };

        var draft = NoticeRenderer.Render(Inputs(said, NoticeRecipient.DraftFor("images.example"), second, fourth));

        Assert.Null(draft.Mail);
        GoldenFile.Check($"complaint.en.{name}.txt", draft.Draft!);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("ko")]
    public void Rescission_TakesTheNoticeBackForTheLinksItNames(string language)
    {
        var inputs = Inputs(reminder with { Template = FollowUpInputs.Rescission }, NoticeRecipient.DraftFor("images.example"), second, fourth);

        GoldenFile.Check($"rescission.{language}.txt", NoticeRenderer.Render(inputs with { Language = language }).Draft!);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("ko")]
    public void InAnotherLanguage_EverythingIsThere_AndNothingLeavesBeforeSomebodyReviewedTheText(string language)
    {
        var contradiction = reminder with { Answer = "says_removed", AnsweredOn = new DateOnly(2026, 6, 3) };
        var refused = complaint with { Answer = "refused", AnsweredOn = new DateOnly(2026, 6, 3), DueOn = new DateOnly(2026, 6, 5) };

        var notice = NoticeRenderer.Render(Inputs(contradiction, NoticeExamples.Contact(), second, fourth) with { Language = language });
        var draft = NoticeRenderer.Render(Inputs(refused, NoticeRecipient.DraftFor("images.example"), second) with { Language = language });

        Assert.Empty(notice.Missing);
        Assert.Contains(RenderedNotice.NotReviewed, notice.Refused);
        GoldenFile.Check($"reminder.{language}.contact.contradiction.mail.txt", notice.Text);
        GoldenFile.Check($"complaint.{language}.refused.txt", draft.Draft!);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    [InlineData(11, 10)]
    [InlineData(40, 10)]
    public void Thread_LongerThanTen_KeepsItsFirstFourAndLastSix(int mails, int kept)
    {
        var references = Enumerable.Range(1, mails).Select(number => $"n{number}@mail.example").ToList();

        var trimmed = new NoticeThread(references[^1], references).Trimmed;

        Assert.Equal(kept, trimmed.Count);
        Assert.Equal(references.Take(Math.Min(4, mails)), trimmed.Take(Math.Min(4, mails)));
        Assert.Equal(references[^1], trimmed[^1]);
    }

    private static NoticeInputs Inputs(FollowUpInputs followUp, NoticeRecipient recipient, params NoticeLink[] links) =>
        NoticeExamples.Inputs(recipient, links) with { FollowUp = followUp };

    [GeneratedRegex("illegal|consent|imagery|law|must|obliged", RegexOptions.IgnoreCase)]
    private static partial Regex Claims();
}

using CaseManager.Core.Takedowns.Answers;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Takedowns.Answers;

public sealed class AnswerRulesTests
{
    [Fact]
    public void Default_EveryRule_HasItsOwnIdAndAClassThatWordsCanGive()
    {
        Assert.All(AnswerRules.Default.Languages, language =>
        {
            Assert.Equal(language.Rules.Count, language.Rules.Select(rule => rule.Id).Distinct().Count());
            Assert.All(language.Rules, rule => Assert.InRange(AnswerRules.RankOf(rule.Class), 1, 100));
        });
        Assert.Equal(8, AnswerRules.Default.Languages.Count);
    }

    [Theory]
    [InlineData("We have received your report.", AnswerClasses.Acknowledged)]
    [InlineData("We have received your report. Please confirm your e-mail address by clicking the link below.", AnswerClasses.ConfirmAddress)]
    [InlineData("We have received your report but we need more information.", AnswerClasses.AsksForMore)]
    [InlineData("We have received your report. I am out of the office until Monday.", AnswerClasses.AutoReply)]
    [InlineData("The content has been removed.", AnswerClasses.SaysRemoved)]
    [InlineData("The content has not been removed.", AnswerClasses.Refused)]
    [InlineData("We have removed two links. The third does not violate our rules, and we will not remove it.", AnswerClasses.SaysRemoved)]
    [InlineData("We have received your report. If the content violates our rules, it will be removed.", AnswerClasses.Acknowledged)]
    [InlineData("Have you received our report?", AnswerClasses.Other)]
    [InlineData("", AnswerClasses.Other)]
    public void Classify_Words_GiveTheClassOfTheStrongestRule(string words, string expected) => Assert.Equal(expected, Classify(words).Class);

    [Fact]
    public void Classify_SaysWhichRuleAndWhichWords()
    {
        var answer = Classify("Hello. We have received your report.");

        Assert.Equal(("en.acknowledged.received", "We have received your report."), (answer.Rule, answer.Excerpt));
    }

    [Fact]
    public void Classify_RuleOfAPlatform_HoldsForItAlone()
    {
        var rules = new AnswerRules([new AnswerLanguage
        {
            Language = "en",
            Script = "latin",
            Rules = [new AnswerRule { Id = "x", Class = AnswerClasses.SaysRemoved, Platforms = ["telegram"], Phrases = ["case (closed|solved) … channel*"] }],
        }]);

        var mail = new ReadMail { NewText = "Case closed for both channels." };
        Assert.Equal("en.x", new AnswerClassifier(rules).Classify(mail, "telegram").Rule);
        Assert.Equal("none", new AnswerClassifier(rules).Classify(mail, "vk").Rule);
    }

    /// <summary>Some help desks send our own notice back without any mark: it must move nothing, and says nothing of the desk's.</summary>
    [Fact]
    public void Classify_OurOwnNotices_AreNoAnswer()
    {
        var notices = Directory.EnumerateFiles(RepositoryFolder.File("tests/Core.Tests/Takedowns/Notices/Golden"), "*", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(notices);
        Assert.All(notices, file => Assert.NotEqual(AnswerClasses.Acknowledged, Classify(File.ReadAllText(file)).Class));
        Assert.All(
            notices.Where(file => file.EndsWith(".host.mail.txt", StringComparison.Ordinal)),
            file => Assert.Equal(AnswerClasses.Other, Classify(File.ReadAllText(file)).Class));
    }

    [Theory]
    [InlineData("We have received your report.", AnswerClasses.Acknowledged)]
    [InlineData("We will not remove the content.", AnswerClasses.Refused)]
    [InlineData("The content has been removed.", AnswerClasses.SaysRemoved)]
    public void Classify_AnswerAboveOurNoticeWithoutAMark_IsReadByItsOwnWords(string words, string expected)
    {
        var notice = File.ReadAllText(RepositoryFolder.File("tests/Core.Tests/Takedowns/Notices/Golden/eu-dsa-16.en.host.mail.txt"));

        Assert.Equal(expected, Classify($"{words}\n\n{notice[notice.IndexOf("Notice of illegal", StringComparison.Ordinal)..]}").Class);
    }

    /// <summary>Time grows with the text alone, also where it has no blank and no point.</summary>
    [Theory]
    [InlineData("报")]
    [InlineData("删除")]
    [InlineData("not ")]
    [InlineData("please send us the link ")]
    public void Classify_LongTextOfOneWord_TakesNoLongerThanItsLength(string word)
    {
        var started = TimeProvider.System.GetTimestamp();

        Classify(string.Concat(Enumerable.Repeat(word, 16_000 / word.Length)));

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("", "Your ticket number is HO-4711.", "HO-4711")]
    [InlineData("Re: [#48213] [TD-7F3K-29QX] notice", "", "48213")]
    [InlineData("", "Ihr Aktenzeichen lautet BB/DSA/04417.", "BB/DSA/04417")]
    [InlineData("", "受理编号：WB20261130004417。", "WB20261130004417")]
    [InlineData("", "접수번호는 20261130-55817입니다.", "20261130-55817")]
    [InlineData("", "Обращение № 41190872 получено.", "41190872")]
    [InlineData("Re: [TD-7F3K-29QX] notice", "Your report of 2026-11-30 under Regulation 2022/2065", null)]
    public void Ticket_OfManyShapes_IsFound_AndOursIsNone(string subject, string text, string? expected) =>
        Assert.Equal(expected, AnswerClassifier.Default.Classify(new ReadMail { Subject = subject, NewText = text }).Ticket);

    [Theory]
    [InlineData("550 5.1.1 unknown", "5.1.1")]
    [InlineData("(5.4.4).", "5.4.4")]
    [InlineData("from 5.1.1.1 or 15.1.1 or 5.1.1a", null)]
    [InlineData("5.1234.1", null)]
    public void EnhancedStatus_IsFoundInText(string text, string? expected) => Assert.Equal(expected, EnhancedStatus.FindIn(text)?.ToString());

    private static ClassifiedAnswer Classify(string words) => AnswerClassifier.Default.Classify(new ReadMail { NewText = words });
}

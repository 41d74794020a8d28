using CaseManager.Core.Takedowns.Answers;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Mail.Inbound;
using CsCheck;

namespace CaseManager.Web.Tests.Mail.Inbound;

/// <summary>Whatever comes in, reading and classifying end, and nothing unreadable moves anything. By the million: <c>tests/Benchmarks -- answers</c>.</summary>
public sealed class MailFuzzTests
{
    [Fact]
    public void Read_MutatedAnswers_AreReadAndMoveNothingTheyMayNot()
    {
        var mutations = new AnswerMutations(seed: 20261130);

        for (var run = 0; run < 4_000; run++)
        {
            Check(mutations.Next());
        }
    }

    [Fact]
    public void Read_AnyBytes_AreRead() => Gen.Byte.Array[0, 600].Sample(Check, iter: 2_000);

    [Fact]
    public void Read_HeadersOfAnySort_AreRead() =>
        Gen.Select(Gen.Char.Array[0, 40], Gen.Char.Array[0, 200], (name, value) => $"{new string(name)}: {new string(value)}\nAuto-Submitted: {new string(value)}\nFrom: {new string(value)}\n\n{new string(name)}")
            .Sample(text => Check(System.Text.Encoding.UTF8.GetBytes(text)), iter: 2_000);

    private static void Check(byte[] raw)
    {
        var mail = MailReader.Read(raw);
        var answer = AnswerClassifier.Default.Classify(mail);

        Assert.Contains(answer.Class, AnswerClasses.All);
        Assert.True(answer.Excerpt is null or { Length: <= 200 });
        Assert.DoesNotContain(mail.Text, character => char.IsControl(character) && character is not ('\n' or '\t'));
        Assert.Equal(mail.Text, string.Concat(mail.Text.EnumerateRunes()));
        Assert.False(answer.MayMove && (mail.Problem is not null || (answer.Class != AnswerClasses.Acknowledged && mail.Bounce is null)));
    }
}

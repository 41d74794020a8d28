using System.Globalization;
using System.Text;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Web.Mail.Inbound;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>How the answers of a corpus are read, beside their labels.</summary>
public sealed class AnswerConfusion
{
    private static readonly string[] Bounces = [AnswerClasses.BouncePermanent, AnswerClasses.BounceTemporary, AnswerClasses.BouncePolicy];

    private readonly List<(LabelledAnswer Answer, ClassifiedAnswer Read)> _read;

    public AnswerConfusion(IReadOnlyList<LabelledAnswer> answers) =>
        _read = [.. answers.Select(answer => (answer, AnswerClassifier.Default.Classify(MailReader.Read(answer.Raw), answer.Platform)))];

    /// <summary>Between 0 and 1.</summary>
    public double ShareRight => _read.Count(one => one.Read.Class == one.Answer.Label) / (double)_read.Count;

    /// <summary>Ids of answers that were taken for a confirmation of receipt and are none.</summary>
    public IReadOnlyList<string> FalselyAcknowledged =>
        Ids(one => one.Read.Class == AnswerClasses.Acknowledged && one.Answer.Label != AnswerClasses.Acknowledged);

    /// <summary>Ids of mails that were taken for a bounce and are none.</summary>
    public IReadOnlyList<string> FalselyBounced =>
        Ids(one => (Bounces.Contains(one.Read.Class) || one.Read.Kind == MailKinds.Bounce) && !Bounces.Contains(one.Answer.Label));

    /// <summary>Ids of mails that would move something and are neither a confirmation of receipt nor a bounce.</summary>
    public IReadOnlyList<string> FalselyMoving =>
        Ids(one => one.Read.MayMove && one.Answer.Label != AnswerClasses.Acknowledged && !Bounces.Contains(one.Answer.Label));

    public override string ToString()
    {
        var table = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{"label, read as",-18}");
        foreach (var column in AnswerClasses.All)
        {
            table.Append(CultureInfo.InvariantCulture, $"{Short(column),8}");
        }

        foreach (var label in AnswerClasses.All)
        {
            table.AppendLine().Append(CultureInfo.InvariantCulture, $"{label,-18}");
            foreach (var column in AnswerClasses.All)
            {
                var count = _read.Count(one => one.Answer.Label == label && one.Read.Class == column);
                table.Append(CultureInfo.InvariantCulture, $"{(count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture)),8}");
            }
        }

        return table.AppendLine()
            .Append(CultureInfo.InvariantCulture, $"{_read.Count(one => one.Read.Class == one.Answer.Label)} of {_read.Count} right ({ShareRight:P1}); ")
            .Append(CultureInfo.InvariantCulture, $"falsely acknowledged {FalselyAcknowledged.Count}, falsely bounced {FalselyBounced.Count}, falsely moving {FalselyMoving.Count}")
            .ToString();
    }

    private List<string> Ids(Func<(LabelledAnswer Answer, ClassifiedAnswer Read), bool> isMeant) => [.. _read.Where(isMeant).Select(one => one.Answer.Id)];

    private static string Short(string answerClass) => answerClass switch
    {
        AnswerClasses.Acknowledged => "ack",
        AnswerClasses.AsksForMore => "asks",
        AnswerClasses.SaysRemoved => "removed",
        AnswerClasses.ConfirmAddress => "confirm",
        AnswerClasses.BouncePermanent => "b.perm",
        AnswerClasses.BounceTemporary => "b.temp",
        AnswerClasses.BouncePolicy => "b.pol",
        AnswerClasses.AutoReply => "auto",
        _ => answerClass,
    };
}

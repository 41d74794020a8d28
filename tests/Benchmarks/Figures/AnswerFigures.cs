using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Mail.Inbound;

namespace CaseManager.Benchmarks.Figures;

/// <summary>How answers are read: the confusion matrix of both halves of the corpus, then generated mails by the million; ends with 1 if one broke the reading, moved what it may not, or if it all took more than <see cref="MostMegabytes"/>.</summary>
public static class AnswerFigures
{
    /// <summary>Of memory at its peak: corpus, rules and one mail at a time. Hostile mails must not be kept.</summary>
    public const int MostMegabytes = 350;

    private static readonly Option<int> Count = new("--count") { Description = "Generated mails.", DefaultValueFactory = _ => 1_000_000 };

    public static Command ToCommand()
    {
        var command = new Command("answers", "How answers to notices are read: confusion matrices, and generated mails through reader and classifier.") { Count };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(Count), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    private static async Task<int> RunAsync(int count, TextWriter output, CancellationToken cancel)
    {
        foreach (var (name, answers) in new[] { ("learn", AnswerCorpus.Learn), ("held", AnswerCorpus.Held) })
        {
            await output.WriteLineAsync($"{name} half\n{new AnswerConfusion(answers)}\n");
        }

        var classes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (wrong, slowest) = (0, TimeSpan.Zero);
        var mutations = new AnswerMutations(seed: 1);
        var started = TimeProvider.System.GetTimestamp();
        for (var done = 1; done <= count && !cancel.IsCancellationRequested; done++)
        {
            var raw = mutations.Next();
            var begun = TimeProvider.System.GetTimestamp();
            var mail = MailReader.Read(raw);
            var answer = AnswerClassifier.Default.Classify(mail);
            var took = TimeProvider.System.GetElapsedTime(begun);
            slowest = took > slowest ? took : slowest;
            classes[answer.Class] = classes.GetValueOrDefault(answer.Class) + 1;
            wrong += MovesWrongly(mail, answer) ? 1 : 0;
            if (done % 100_000 == 0)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{done} mails, {PeakMegabytes()} MB at most, slowest {slowest.TotalMilliseconds:0} ms"));
            }
        }

        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{count} generated mails: {count / seconds:0} a second, {PeakMegabytes()} MB at most, slowest {slowest.TotalMilliseconds:0} ms, {wrong} moved wrongly"));
        await output.WriteLineAsync(string.Join(", ", classes.Select(pair => $"{pair.Key} {pair.Value}")));
        if (PeakMegabytes() > MostMegabytes)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"More than {MostMegabytes} MB."));
            return 1;
        }

        return wrong == 0 ? 0 : 1;
    }

    private static bool MovesWrongly(ReadMail mail, ClassifiedAnswer answer) =>
        answer.MayMove && (mail.Problem is not null || answer.Kind == MailKinds.Loop
            || (answer.Kind == MailKinds.Bounce ? mail.Bounce is null : answer.Class != AnswerClasses.Acknowledged)
            || (mail.AuthenticationResults is [var first, ..] && SenderChecks.Read(first).VerdictFor(mail.FromDomain) is SenderVerdict.Failed));

    private static long PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1024 / 1024;
    }
}

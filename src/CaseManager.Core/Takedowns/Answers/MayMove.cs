namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Whether a mail may move anything without a person, as far as it alone tells. Whoever finds its notice has to agree.</summary>
internal static class MayMove
{
    /// <summary>Nothing but a pure confirmation of receipt, and that not from a sender who failed the receiving server's checks (topmost header).</summary>
    internal static bool ByAnswer(ReadMail mail, string answerClass) =>
        answerClass == AnswerClasses.Acknowledged && mail.Problem is null && !Failed(mail);

    /// <summary>A formal report that encloses an id, or names an envelope, with the shape of ours; a text that looks like a bounce moves nothing.</summary>
    internal static bool ByBounce(ReadMail mail) =>
        mail.Bounce is { } report && !Failed(mail)
        && (mail.EnclosedIds.Count > 0 || (report.OriginalMessageId is { } id && OwnShape.IsMessageId(id)) || (report.EnvelopeId is { } envelope && HexId.TryRead(envelope.ToLowerInvariant(), out _)));

    private static bool Failed(ReadMail mail) =>
        mail.AuthenticationResults.Count > 0 && SenderChecks.Read(mail.AuthenticationResults[0]).VerdictFor(mail.FromDomain) is SenderVerdict.Failed;
}

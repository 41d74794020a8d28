namespace CaseManager.Local.Mail;

/// <summary>What the sending side said outside the message.</summary>
/// <param name="From">The envelope sender; empty for a bounce.</param>
/// <param name="EnvelopeId">DSN's <c>ENVID</c>, as it was written.</param>
/// <param name="Return">DSN's <c>RET</c>: <c>FULL</c>, <c>HDRS</c> or nothing.</param>
public sealed record Envelope(string From, string? EnvelopeId, string? Return, IReadOnlyList<EnvelopeRecipient> Recipients, DateTimeOffset ReceivedAt);

/// <param name="Notify">DSN's <c>NOTIFY</c>, such as <c>SUCCESS,FAILURE</c>.</param>
/// <param name="Original">DSN's <c>ORCPT</c>.</param>
public sealed record EnvelopeRecipient(string Address, string? Notify, string? Original);

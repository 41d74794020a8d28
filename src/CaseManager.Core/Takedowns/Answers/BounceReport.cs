namespace CaseManager.Core.Takedowns.Answers;

/// <summary>A formal delivery report (RFC 3464), as it stands.</summary>
/// <param name="EnvelopeId">Original-Envelope-Id: what the sending side gave with the mail.</param>
/// <param name="OriginalMessageId">Message-ID of the mail it is about, out of the enclosed original; without angle brackets.</param>
public sealed record BounceReport(string? EnvelopeId, string? OriginalMessageId, IReadOnlyList<BouncedRecipient> Recipients);

/// <summary>What became of one recipient.</summary>
/// <param name="Action">failed, delayed, delivered, relayed or expanded; lower case, empty where it is missing.</param>
/// <param name="Status">Enhanced status such as <c>5.1.1</c> (RFC 3463); null where there is none of that shape.</param>
/// <param name="FinalRecipient">Address without its type.</param>
/// <param name="Diagnostic">Diagnostic-Code, at most 1,000 characters.</param>
public sealed record BouncedRecipient(string Action, EnhancedStatus? Status, string? FinalRecipient, string? OriginalRecipient, string Diagnostic);

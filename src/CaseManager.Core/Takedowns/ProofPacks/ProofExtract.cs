namespace CaseManager.Core.Takedowns.ProofPacks;

/// <summary>What the server knows of what was done about a case's links, at one moment. The answers' words are not in it: they are sealed.</summary>
/// <param name="Instance">Which organisation's program.</param>
/// <param name="Recipient">One of <see cref="ProofRecipients"/>.</param>
/// <param name="MadeAt">When the making of the pack was written down, UTC.</param>
/// <param name="Organisation">Its name.</param>
/// <param name="AgreedAt">When she agreed that her case may be handed over, UTC.</param>
/// <param name="IsWhole">Whether every request of the case is in it.</param>
public sealed record ProofExtract(
    Guid Instance, Guid CaseId, Guid PackId, string Recipient, DateTimeOffset MadeAt, string Organisation, DateTimeOffset AgreedAt, bool IsWhole,
    ProofTakedowns Takedowns, ProofChain Chain);

/// <summary>Everything about the chosen requests, each list in the order of time.</summary>
public sealed record ProofTakedowns(
    IReadOnlyList<ProofRequest> Requests, IReadOnlyList<ProofNotice> Notices, IReadOnlyList<ProofAnswer> Answers, IReadOnlyList<ProofObservation> Observations,
    IReadOnlyList<ProofStep> Steps);

/// <summary>One link that one recipient was asked about.</summary>
/// <param name="Url"><see langword="null"/> once its key is destroyed.</param>
/// <param name="Target">What is known of the link; <see langword="null"/> where the request stands no longer.</param>
public sealed record ProofRequest(
    Guid RequestId, Guid TargetId, string? Url, string? Platform, string Recipient, string RecipientName, string Regime, RequestState State, TargetState? Target,
    DateTimeOffset CreatedAt, DateTimeOffset? ClockStartedAt, DateTimeOffset? DueAt, string? DueReason, string? Answer, DateTimeOffset? AnsweredAt,
    string? Outcome, DateTimeOffset? ClosedAt);

/// <summary>One notice.</summary>
/// <param name="Payload">The exact bytes that left, or may have left; <see langword="null"/> for one that never did, or once the case's key is destroyed.</param>
/// <param name="Reference">What the platform gave for a submitted form.</param>
/// <param name="ReleaseCopyObjectId">The sealed object with the text as it was read and signed.</param>
/// <param name="NamesOthers">Whether it was about links besides that were not chosen: it is whole all the same.</param>
public sealed record ProofNotice(
    Guid NoticeId, string Route, string Recipient, string RecipientName, string Template, int RegimeVersion, NoticeState State, string? Reason, DateTimeOffset SealedAt,
    DateTimeOffset? LeftAt, string? MessageId, string? Code, byte[] PreviewHash, byte[] PayloadHash, byte[]? Payload, bool PossibleDuplicate, Guid? Follows,
    string? Reference, Guid ReleaseCopyObjectId, IReadOnlyList<Guid> RequestIds, bool NamesOthers, IReadOnlyList<ProofAttempt> Attempts);

/// <summary>One try to send a notice.</summary>
/// <param name="SmtpStatus">0 where no reply came.</param>
public sealed record ProofAttempt(int Number, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Result, int SmtpStatus, string? SmtpDetail);

/// <summary>What came back: an answer, a delivery report, or what a person recorded.</summary>
/// <param name="Kind">Of a mail, else <c>recorded</c>.</param>
/// <param name="Class">What it is taken to be.</param>
/// <param name="Rule">Which rule read it so; <see langword="null"/> where a person recorded it.</param>
/// <param name="ByPerson">Whether a person said what it is.</param>
/// <param name="Verified">Whether it is known to come from whom the notice went to.</param>
/// <param name="MailHash">SHA-256 of the mail's bytes, 32 bytes; <see langword="null"/> where a person recorded it.</param>
/// <param name="ObjectId">The sealed object with its words.</param>
public sealed record ProofAnswer(
    Guid ObjectId, Guid? NoticeId, Guid? RequestId, string Kind, string Class, string? Rule, bool ByPerson, bool Verified, DateTimeOffset ReceivedAt, byte[]? MailHash);

/// <summary>One look of the program at a link.</summary>
public sealed record ProofObservation(
    Guid ObservationId, Guid TargetId, DateTimeOffset At, Watching.Verdict Verdict, string Rule, int ParserVersion, bool ControlOk, int? Status, int? Length, byte[]? BodyHash);

/// <summary>A step that was taken.</summary>
/// <param name="Reference">What the body gave for it.</param>
public sealed record ProofStep(
    Guid StepId, Guid RequestId, string Rung, int Round, int Repeat, DateTimeOffset OpenedAt, DateTimeOffset? TakenAt, Guid? NoticeId, string? Body, string? Reference);

/// <summary>The case's audit chain.</summary>
/// <param name="Head">The newest daily head that covers it; <see langword="null"/> where none was taken since.</param>
public sealed record ProofChain(IReadOnlyList<ProofLink> Links, ProofHead? Head);

/// <summary>A link of the chain.</summary>
/// <param name="Hash">32 bytes.</param>
/// <param name="Event">What happened; <see langword="null"/> where that is not for whoever gets the pack.</param>
public sealed record ProofLink(int Sequence, byte[] Hash, ProofEvent? Event);

/// <summary>An event as it was hashed (<see cref="Audit.AuditHash"/>).</summary>
/// <param name="At">UTC, whole milliseconds.</param>
/// <param name="Data">Canonical JSON.</param>
public sealed record ProofEvent(DateTimeOffset At, string Type, string Actor, string Data);

/// <summary>A daily head over all chains, and where it found this one. The list it hashes names every case, and so stays here.</summary>
/// <param name="Document">Verbatim.</param>
public sealed record ProofHead(byte[] Document, int Sequence, byte[] Hash, IReadOnlyList<ProofSignature> Signatures);

/// <summary>An auditor's signature on a daily head.</summary>
public sealed record ProofSignature(Guid StaffId, byte[] Signature);

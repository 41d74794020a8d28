namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Who an SMTP envelope names.</summary>
/// <param name="Sender">Bounces go here; carries the notice's token.</param>
/// <param name="Recipient">The one who is asked.</param>
/// <param name="Journal">Our own mailbox in another system, by which an unknown outcome is settled.</param>
public sealed record Envelope(string Sender, string Recipient, string? Journal);

/// <summary>One notice on its way out.</summary>
/// <param name="NoticeId">The notice; also the envelope's identifier for delivery reports (RFC 3461).</param>
/// <param name="Envelope">Sender and recipients.</param>
/// <param name="Bytes">What was sealed.</param>
/// <param name="NotAfter">From here on nothing may begin to leave any more, UTC: another worker may take over.</param>
public sealed record OutgoingMail(Guid NoticeId, Envelope Envelope, ReadOnlyMemory<byte> Bytes, DateTimeOffset NotAfter);

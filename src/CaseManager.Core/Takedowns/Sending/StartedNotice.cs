namespace CaseManager.Core.Takedowns.Sending;

/// <summary>A notice that is marked as leaving.</summary>
/// <param name="Claimed">Under which claim.</param>
/// <param name="Mail">What is to leave.</param>
public sealed record StartedNotice(ClaimedNotice Claimed, OutgoingMail Mail);

/// <summary>A notice with what became of handing it over.</summary>
public sealed record HandedOverNotice(ClaimedNotice Claimed, OutgoingMail Mail, SendResult Result);

namespace CaseManager.TestSupport.Smtp;

/// <summary>A mail the peer said yes to.</summary>
/// <param name="Sender">The MAIL command's argument, parameters included.</param>
/// <param name="Recipients">The RCPT commands' arguments that were accepted, parameters included.</param>
/// <param name="Bytes">What came over the wire, without the doubled dots.</param>
public sealed record ReceivedMail(string Sender, IReadOnlyList<string> Recipients, byte[] Bytes);

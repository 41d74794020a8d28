using MimeKit;

namespace CaseManager.Local.Mail;

/// <summary>One captured message: its envelope, and its bytes on disk.</summary>
public sealed record CapturedMail(string Name, Envelope Envelope, string MessagePath)
{
    public byte[] ReadBytes() => File.ReadAllBytes(MessagePath);

    public MimeMessage Parse() => MimeMessage.Load(MessagePath);
}

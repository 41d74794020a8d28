using MimeKit;

namespace CaseManager.Local.Mail;

/// <summary>One captured message: its envelope, and its bytes on disk.</summary>
public sealed record CapturedMail(string Name, Envelope Envelope, string MessagePath)
{
    public string? Subject
    {
        get
        {
            using var stream = File.OpenRead(MessagePath);
            return HeaderList.Load(stream)[HeaderId.Subject];
        }
    }

    public byte[] ReadBytes() => File.ReadAllBytes(MessagePath);

    public MimeMessage Parse() => MimeMessage.Load(MessagePath);
}

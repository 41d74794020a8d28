using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Web.Commands;

/// <summary>The visibly fictitious organisation of commands that need no settings. Nothing it writes is ever sent.</summary>
public static class ExampleOrganisation
{
    public static Organisation Notifier { get; } = new()
    {
        Name = "Example Support Organisation",
        Mailbox = "notices@support.example",
        Website = "https://support.example",
        Signatory = "Takedown desk",
        Capacity = "support organisation",
        Address = "1 Example Street, Example Town",
        Telephone = "+1 555 0100",
    };

    /// <summary>A key that everybody knows: its marks prove nothing.</summary>
    public static MailTokens Tokens { get; } = new("mail.support.example", new MailKey(0, new byte[32]));

    public static Guid NoticeId { get; } = Guid.ParseExact("00000000000000000000000000000001", "N");
}

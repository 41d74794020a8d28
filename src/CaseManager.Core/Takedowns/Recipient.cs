namespace CaseManager.Core.Takedowns;

/// <summary>Whom a request asks, as a code: <c>platform:telegram</c> or <c>contact:</c> and a typed contact's id.</summary>
public static class Recipient
{
    private const string PlatformPrefix = "platform:";
    private const string ContactPrefix = "contact:";

    public static string OfPlatform(string platformId) => PlatformPrefix + platformId;

    public static string OfContact(Guid contactId) => ContactPrefix + HexId.Write(contactId);

    /// <summary>Whether it is a platform of the directory, and which.</summary>
    public static bool IsPlatform(string recipient, out string platformId)
    {
        var matches = recipient.StartsWith(PlatformPrefix, StringComparison.Ordinal);
        platformId = matches ? recipient[PlatformPrefix.Length..] : "";
        return matches;
    }

    /// <summary>Whether it is a typed contact, and which.</summary>
    public static bool IsContact(string recipient, out Guid contactId)
    {
        contactId = Guid.Empty;
        return recipient.StartsWith(ContactPrefix, StringComparison.Ordinal)
            && HexId.TryRead(recipient[ContactPrefix.Length..], out contactId);
    }
}

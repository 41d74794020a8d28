using CaseManager.Core.Platforms;
using CaseManager.Core.Sealing.AtRest;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Recognises a mail address without keeping it: limits and suppressions are counted by this.</summary>
public sealed class ContactHash(LookupHash hash)
{
    /// <param name="address">However it is written: case, display name and <c>+tag</c> make no difference.</param>
    /// <returns>HMAC-SHA-256 under a key file, 32 bytes.</returns>
    public byte[] Of(string address) => hash.Of("contact", MailAddressText.Find(address) is [var plain, ..] ? plain : MailAddressText.Plain(address));
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>A key that marks outgoing mail.</summary>
/// <param name="Id">Stands in every Message-ID made with it, so that keys can be changed.</param>
/// <param name="Secret">32 bytes.</param>
public sealed record MailKey(int Id, byte[] Secret);

/// <summary>The marks by which an answer finds its notice, and which nobody else can make.</summary>
/// <param name="domain">Domain of the organisation's mail.</param>
/// <param name="keys">The one in use first, then older ones that are still accepted.</param>
public sealed class MailTokens(string domain, params IReadOnlyList<MailKey> keys)
{
    private const int TokenBytes = 26;
    private const int MacBytes = 16;

    /// <summary>HMAC-SHA-256(key, label ‖ notice id ‖ number), first half: <c>n1.{noticeId}.{sequence}.{mac}@domain</c>.</summary>
    /// <param name="noticeId">The notice.</param>
    /// <param name="sequence">Place of the mail in the notice's thread, from 0.</param>
    /// <returns>Without angle brackets.</returns>
    public string MessageId(Guid noticeId, int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"n{keys[0].Id}.{HexId.Write(noticeId)}.{sequence}.{Base32.Write(Mac(keys[0], "mid", noticeId, sequence).AsSpan(0, MacBytes))}@{domain}");

    /// <summary>The id every mail of a thread refers to first, though no mail has it.</summary>
    /// <param name="requestId">The takedown request the thread began with.</param>
    public string ThreadId(Guid requestId) =>
        string.Create(CultureInfo.InvariantCulture, $"t{keys[0].Id}.{HexId.Write(requestId)}.{Base32.Write(Mac(keys[0], "thread", requestId, 0).AsSpan(0, MacBytes))}@{domain}");

    public string ReplyAddress(Guid noticeId) => $"takedown+{Token(noticeId)}@{domain}";

    /// <summary>Envelope sender: a bounce comes back to the notice without its body being read.</summary>
    public string BounceAddress(Guid noticeId) => $"bounce+{Token(noticeId)}@{domain}";

    public string HumanCode(Guid noticeId) => Notices.HumanCode.Write(Mac(keys[0], "code", noticeId, 0));

    /// <summary>Reads a Message-ID that we made, with or without angle brackets.</summary>
    public bool TryReadMessageId(string text, out Guid noticeId, out int sequence)
    {
        (noticeId, sequence) = (Guid.Empty, 0);
        var (local, host) = Split(text.Trim().TrimStart('<').TrimEnd('>'));
        return IsOurs(host)
            && local.Split('.') is [['n', .. var keyId], var id, var number, var mac]
            && int.TryParse(keyId, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            && HexId.TryRead(id.ToLowerInvariant(), out noticeId)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out sequence)
            && Base32.TryRead(mac, MacBytes, out var claimed)
            && Matches(claimed, keys.Where(known => known.Id == key), "mid", noticeId, sequence);
    }

    /// <summary>Reads the notice out of a reply or bounce address that we made.</summary>
    public bool TryReadAddress(string address, out Guid noticeId)
    {
        noticeId = Guid.Empty;
        var (local, host) = Split(address.Trim());
        if (!IsOurs(host) || local.Split('+') is not [var box, var token]
            || !(box.Equals("takedown", StringComparison.OrdinalIgnoreCase) || box.Equals("bounce", StringComparison.OrdinalIgnoreCase))
            || !Base32.TryRead(token, TokenBytes, out var bytes))
        {
            return false;
        }

        noticeId = HexId.FromBytes(bytes.AsSpan(0, 16));
        return Matches(bytes[16..], keys, "reply", noticeId, 0);
    }

    private string Token(Guid noticeId) =>
        Base32.Write([.. HexId.Bytes(noticeId), .. Mac(keys[0], "reply", noticeId, 0).AsSpan(0, TokenBytes - 16)]);

    private static byte[] Mac(MailKey key, string label, Guid id, int number)
    {
        Span<byte> last = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(last, number);
        byte[] message = [.. Encoding.ASCII.GetBytes(label), .. HexId.Bytes(id), .. last];
        return HMACSHA256.HashData(key.Secret, message);
    }

    private static bool Matches(byte[] claimed, IEnumerable<MailKey> known, string label, Guid id, int number) =>
        known.Any(key => CryptographicOperations.FixedTimeEquals(claimed, Mac(key, label, id, number).AsSpan(0, claimed.Length)));

    private bool IsOurs(string host) => host.Equals(domain, StringComparison.OrdinalIgnoreCase);

    private static (string Local, string Host) Split(string address) =>
        address.LastIndexOf('@') is >= 0 and var at ? (address[..at], address[(at + 1)..]) : (address, "");
}

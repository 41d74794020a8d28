using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>Seals a mail that belongs to no case yet to the team's key, so that whoever sorts it can read it and the server cannot.</summary>
/// <remarks>Plaintext: <c>casemanager/1 team mail</c> LF ‖ mail id 16 ‖ u32 length ‖ JSON ‖ zeros up to the padding of frames. SECURITY.md, section 13.</remarks>
public sealed class SealForTeam(CaseManagerDbContext database)
{
    private const int LongestText = 200_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns><see langword="null"/> while the team has no key.</returns>
    public async Task<(int Epoch, byte[] File)?> RunAsync(Guid messageId, InboundMail mail, CancellationToken cancel)
    {
        var bundle = await database.Set<IntakeBundle>().AsNoTracking().OrderByDescending(one => one.Epoch).FirstOrDefaultAsync(cancel);
        if (bundle is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(bundle.Bundle);
        var key = Base64Url.DecodeFromChars(document.RootElement.GetProperty("epochKey").GetString());
        return (bundle.Epoch, AgeWriter.Seal(Plaintext(messageId, mail), key));
    }

    private static byte[] Plaintext(Guid messageId, InboundMail mail)
    {
        var text = mail.Text.Length <= LongestText ? mail.Text : mail.Text[..LongestText] + "\n[…]";
        var body = JsonSerializer.SerializeToUtf8Bytes(new { V = 1, mail.From, mail.Subject, Text = text, ReceivedAt = mail.ReceivedAt.UtcDateTime }, Json);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        byte[] content = [.. Encoding.ASCII.GetBytes("casemanager/1 team mail\n"), .. HexId.Bytes(messageId), .. length, .. body];
        var padded = new byte[Padding.PaddedLength(content.Length)];
        content.CopyTo(padded, 0);
        return padded;
    }
}

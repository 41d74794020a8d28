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
    private const int LongestText = 100_000;
    private const int LongestBody = 400_000;
    private const int LongestLine = 500;
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

    private static byte[] Body(InboundMail mail, int longest) => JsonSerializer.SerializeToUtf8Bytes(
        new { V = 1, From = Start(mail.From, LongestLine), Subject = Start(mail.Subject, LongestLine), Text = Start(mail.Text, longest), ReceivedAt = mail.ReceivedAt.UtcDateTime }, Json);

    // Half of a character outside the basic plane would not be text.
    private static string Start(string text, int length) =>
        text.Length <= length ? text : $"{text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)]}\n[…]";

    private static byte[] Plaintext(Guid messageId, InboundMail mail)
    {
        var body = Body(mail, LongestText);
        if (body.Length > LongestBody)
        {
            // Characters outside the basic plane take twelve bytes each.
            body = Body(mail, LongestBody / 13);
        }

        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        byte[] content = [.. Encoding.ASCII.GetBytes("casemanager/1 team mail\n"), .. HexId.Bytes(messageId), .. length, .. body];
        var padded = new byte[Padding.PaddedLength(content.Length)];
        content.CopyTo(padded, 0);
        return padded;
    }
}

/// <summary>The team has no key yet, so that nothing can be sealed to it: the mail waits where it lies.</summary>
public sealed class NoTeamKeyException : Exception;

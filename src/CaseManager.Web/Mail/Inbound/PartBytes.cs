using MimeKit;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>The first bytes of a part after its transfer encoding; the rest is never decoded.</summary>
internal static class PartBytes
{
    internal static byte[] Read(MimePart part, int most)
    {
        if (part.Content is null)
        {
            return [];
        }

        using var content = part.Content.Open();
        using var read = new MemoryStream();
        var piece = new byte[8 * 1024];
        while (read.Length < most && content.Read(piece, 0, (int)Math.Min(piece.Length, most - read.Length)) is > 0 and var length)
        {
            read.Write(piece, 0, length);
        }

        return read.ToArray();
    }
}

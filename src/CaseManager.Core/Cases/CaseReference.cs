using System.Globalization;

namespace CaseManager.Core.Cases;

/// <summary>What people say to each other about a case: the first eight characters of its id, as <c>3F2A-91BC</c>. It tells nothing.</summary>
public static class CaseReference
{
    private const int Length = 8;

    public static string Write(Guid caseId)
    {
        var start = HexId.Write(caseId)[..Length].ToUpperInvariant();
        return $"{start[..4]}-{start[4..]}";
    }

    /// <summary>The first and the last id that a typed reference can stand for; case, spaces and dashes do not matter.</summary>
    /// <returns><see langword="false"/> when it is none.</returns>
    public static bool TryRead(string? typed, out Guid first, out Guid last)
    {
        var text = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-'));
        (first, last) = (Guid.Empty, Guid.Empty);
        if (text.Length != Length || !uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
        {
            return false;
        }

        first = Guid.ParseExact(text.PadRight(32, '0'), "N");
        last = Guid.ParseExact(text.PadRight(32, 'f'), "N");
        return true;
    }
}

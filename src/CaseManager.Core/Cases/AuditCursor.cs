using System.Globalization;

namespace CaseManager.Core.Cases;

/// <summary>Where a page of events ended: its moment, and the start of the event's hash, which names it without naming its case.</summary>
/// <param name="At">To the millisecond.</param>
/// <param name="Start">First eight bytes of the hash.</param>
public sealed record AuditCursor(DateTimeOffset At, byte[] Start)
{
    private const int Bytes = 8;

    public static AuditCursor Of(DateTimeOffset at, byte[] hash) => new(at, hash[..Bytes]);

    public string Write() => $"{At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(Start)}";

    /// <returns><see langword="null"/> for anything but what <see cref="Write"/> writes.</returns>
    public static AuditCursor? Read(string? text)
    {
        if (text?.Split('-') is not [var moment, { Length: Bytes * 2 } start]
            || !long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !start.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        return new AuditCursor(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), Convert.FromHexString(start));
    }
}

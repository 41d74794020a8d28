using System.Globalization;

namespace CaseManager.Core.Sealing;

/// <summary>Who a wrap is for, as its row says.</summary>
public static class Recipients
{
    /// <summary>The recovery key.</summary>
    public const string Recovery = "recovery";

    /// <summary>Her receipt.</summary>
    public const string Receipt = "receipt";

    private const string EpochPrefix = "epoch:";

    /// <summary>A team epoch.</summary>
    public static string Epoch(int number) => EpochPrefix + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A staff member.</summary>
    public static string Staff(Guid id) => Authors.Staff(id);

    /// <summary>Whether a text names an epoch, in its one spelling.</summary>
    public static bool IsEpoch(string recipient, out int number)
    {
        number = 0;
        return recipient.StartsWith(EpochPrefix, StringComparison.Ordinal)
            && int.TryParse(recipient.AsSpan(EpochPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0 && Epoch(number) == recipient;
    }

    /// <summary>Whether a text names a recipient at all.</summary>
    public static bool IsOne(string recipient) =>
        recipient is Recovery or Receipt || IsEpoch(recipient, out _) || Authors.IsStaff(recipient, out _);
}

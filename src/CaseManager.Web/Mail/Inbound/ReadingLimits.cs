namespace CaseManager.Web.Mail.Inbound;

/// <summary>How much of one mail is read. What is over stays unread; the mail is kept, and says so.</summary>
public sealed record ReadingLimits
{
    public static ReadingLimits Default { get; } = new();

    /// <summary>Bytes of a mail whose body is read.</summary>
    public int RawBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Bytes of the header at its top.</summary>
    public int HeaderBytes { get; init; } = 128 * 1024;

    /// <summary>Headers of the mail and of all its parts.</summary>
    public int Headers { get; init; } = 4_000;

    /// <summary>Parts, counting each multipart.</summary>
    public int Parts { get; init; } = 200;

    /// <summary>Parts within parts; what lies deeper is not looked into.</summary>
    public int Depth { get; init; } = 20;

    /// <summary>Characters of text, and bytes of one text part after its transfer encoding.</summary>
    public int Text { get; init; } = 256 * 1024;

    /// <summary>Bytes of a delivery report or of the header of the mail it encloses.</summary>
    public int Report { get; init; } = 64 * 1024;

    /// <summary>Recipients of a delivery report, and addresses or ids in one header.</summary>
    public int Entries { get; init; } = 100;
}

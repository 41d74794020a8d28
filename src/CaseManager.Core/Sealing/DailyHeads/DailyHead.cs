using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>One head over all audit chains, taken once a day. What it says never changes; where its file stands does.</summary>
/// <remarks>The app role may insert it and say what became of the file, nothing else.</remarks>
public sealed class DailyHead
{
    /// <summary>The organisation's date on which it was taken.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The document (<see cref="HeadDocument"/>), verbatim, UTF-8.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>SHA-256 over <c>casemanager/1 audit head hash</c> and the bytes, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>How many chains it covers.</summary>
    public required int Chains { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The list it covers (<see cref="HeadList"/>); kept until its file is written and a newer head is there.</summary>
    public byte[]? List { get; private set; }

    /// <summary>When its files were there, complete; <see langword="null"/> while they are not.</summary>
    public DateTimeOffset? WrittenAt { get; private set; }

    /// <summary>Why the files are not there, one of <see cref="HeadFileFault"/>; <see langword="null"/> where nothing is wrong.</summary>
    public string? FileFault { get; private set; }

    /// <summary>The head that was just taken.</summary>
    public static DailyHead Taken(DateOnly day, byte[] bytes, byte[] list, DateTimeOffset at) => new()
    {
        Day = day,
        Bytes = bytes,
        Hash = HeadDocument.HashOf(bytes),
        Chains = list.Length / HeadList.EntryLength,
        TakenAt = at,
        List = list,
    };

    public void MarkWritten(DateTimeOffset at) => (WrittenAt, FileFault) = (at, null);

    public void MarkFailed(string fault) => FileFault = fault;
}

internal sealed class DailyHeadConfiguration : IEntityTypeConfiguration<DailyHead>
{
    public void Configure(EntityTypeBuilder<DailyHead> builder)
    {
        builder.ToTable("daily_heads", "sealing");
        builder.HasKey(head => head.Day);
        builder.Property(head => head.FileFault).HasMaxLength(40);

        // Asked every minute; nearly always empty.
        builder.HasIndex(head => head.WrittenAt).HasFilter("\"WrittenAt\" is null");
    }
}

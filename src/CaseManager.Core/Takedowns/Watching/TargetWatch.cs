using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>When a target is looked at next, and what the looks so far add up to. Apart from its target: due times move without touching what releases and people hold.</summary>
public sealed class TargetWatch
{
    /// <summary>Misses that make it gone (SCART asks for as many).</summary>
    public const int EnoughMisses = 3;

    /// <summary>The misses must be spread over at least this.</summary>
    public static readonly TimeSpan EnoughTime = TimeSpan.FromHours(6);

    /// <summary>The target.</summary>
    public required Guid TargetId { get; init; }

    /// <summary>Why it is looked at.</summary>
    public required WatchPlan Plan { get; set; }

    /// <summary>When the plan began, UTC: the notice left, it was gone, it came back.</summary>
    public required DateTimeOffset PlanStartedAt { get; set; }

    /// <summary>When the platform said that it removed it, UTC; null where it did not say so under this plan.</summary>
    public DateTimeOffset? SaidRemovedAt { get; set; }

    /// <summary>When it is looked at next, UTC; null: not by itself.</summary>
    public DateTimeOffset? NextCheckAt { get; set; }

    /// <summary>When the program looked last, UTC.</summary>
    public DateTimeOffset? CheckedAt { get; private set; }

    /// <summary>What it saw then.</summary>
    public Verdict? LastVerdict { get; private set; }

    /// <summary>By which rule.</summary>
    public string? LastRule { get; private set; }

    /// <summary>Misses in a row; what could not be read stands between them without counting.</summary>
    public int Misses { get; private set; }

    /// <summary>The first of them, UTC.</summary>
    public DateTimeOffset? FirstMissedAt { get; private set; }

    /// <summary>The last of them, UTC.</summary>
    public DateTimeOffset? LastMissedAt { get; private set; }

    /// <summary>The run that counted it: one run counts once.</summary>
    public Guid? LastMissedRun { get; private set; }

    /// <summary>Looks in a row that could not be read.</summary>
    public int Unread { get; private set; }

    /// <summary>Whether anything ever answered there: a site that always told our program "not found" may tell others something else.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Who published it when it was first seen, as an HMAC of <see cref="PageVerdict.Owner"/>; null where no page said so.</summary>
    public byte[]? OwnerMark { get; private set; }

    /// <summary>Whether the misses are enough.</summary>
    public bool IsMissedEnough => Misses >= EnoughMisses && LastMissedAt - FirstMissedAt >= EnoughTime;

    /// <summary>Begins a plan; what was counted under the old one is over.</summary>
    public void Begin(WatchPlan plan, DateTimeOffset at)
    {
        (Plan, PlanStartedAt, SaidRemovedAt) = (plan, at, null);
        Forget();
    }

    /// <summary>Keeps who published it, the first time that is seen.</summary>
    /// <returns>False where it is somebody else now.</returns>
    public bool Recognises(byte[]? mark)
    {
        OwnerMark ??= mark;
        return mark is null || mark.AsSpan().SequenceEqual(OwnerMark);
    }

    /// <summary>Counts one look.</summary>
    public void Count(Observation seen)
    {
        (CheckedAt, LastVerdict, LastRule) = (seen.At, seen.Verdict, seen.Rule);
        Unread = seen.Verdict == Verdict.Unreadable ? Unread + 1 : 0;
        HasAnswered |= Contradicts(seen);
        if (seen.IsMiss && Plan == WatchPlan.UntilGone && LastMissedRun != seen.RunId)
        {
            Misses++;
            FirstMissedAt ??= seen.At;
            (LastMissedAt, LastMissedRun) = (seen.At, seen.RunId);
        }
        else if (Contradicts(seen))
        {
            Forget();
        }
    }

    // A site that answers at the item's address proves no presence, but three misses with an answer between are not three in a row.
    private static bool Contradicts(Observation seen) =>
        seen.Verdict is Verdict.Live or Verdict.Withheld || seen is { Verdict: Verdict.Unreadable, Rule: ProbeRules.Answers };

    private void Forget() => (Misses, FirstMissedAt, LastMissedAt, LastMissedRun) = (0, null, null, null);
}

internal sealed class TargetWatchConfiguration : IEntityTypeConfiguration<TargetWatch>
{
    public void Configure(EntityTypeBuilder<TargetWatch> builder)
    {
        builder.ToTable("target_watches", "takedowns");
        builder.HasKey(w => w.TargetId);
        builder.Property(w => w.TargetId).ValueGeneratedNever();
        builder.Property(w => w.Plan).HasConversion<string>().HasMaxLength(16);
        builder.Property(w => w.LastVerdict).HasConversion<string>().HasMaxLength(16);
        builder.Property(w => w.LastRule).HasMaxLength(80);
        builder.Property(w => w.HasAnswered).HasDefaultValue(false);
        builder.Ignore(w => w.IsMissedEnough);
        builder.HasOne<Target>().WithOne().HasForeignKey<TargetWatch>(w => w.TargetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(w => new { w.NextCheckAt, w.TargetId }).HasFilter("\"NextCheckAt\" IS NOT NULL");
    }
}

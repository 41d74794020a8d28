using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>How a relay did lately, for all machines together: a circuit breaker. Without a row it never failed.</summary>
/// <remarks>A row and no process's memory: five machines that each try a locked account once lock it again.</remarks>
public sealed class RelayState
{
    /// <summary>Failures in a row, before anything is left alone, of a relay that does not answer.</summary>
    public const int Few = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Host and port.</summary>
    public required string Relay { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>The first of them, UTC.</summary>
    public DateTimeOffset? FailedSince { get; private set; }

    /// <summary>Why the last one failed, one of <see cref="NoticeReasons"/>.</summary>
    public string? Reason { get; private set; }

    /// <summary>How often in a row the breaker opened.</summary>
    public int Openings { get; private set; }

    /// <summary>Open until then, UTC; afterwards one notice goes ahead.</summary>
    public DateTimeOffset? OpenUntil { get; private set; }

    /// <summary>A worker tries with one notice; if it never tells, another may from then on, UTC.</summary>
    public DateTimeOffset? ProbeUntil { get; private set; }

    /// <summary>Whether nothing is known against it.</summary>
    public bool IsWell => Failures == 0;

    /// <summary>It failed. A refused sign-in or a refusal by policy opens at once, an absence after a few; each opening in a row is longer.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        Failures++;
        FailedSince ??= now;
        Reason = reason;
        ProbeUntil = null;
        if (reason is NoticeReasons.RelayRefusedUs or NoticeReasons.RefusedByPolicy)
        {
            (OpenUntil, Openings) = (now + Longest, Openings + 1);
        }
        else if (Openings > 0 || Failures >= Few)
        {
            var pause = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(Openings, 4)));
            (OpenUntil, Openings) = (now + (pause < Longest ? pause : Longest), Openings + 1);
        }
    }

    /// <summary>It took a notice, or refused one for the notice's own sake.</summary>
    public void Succeed() => (Failures, FailedSince, Reason, Openings, OpenUntil, ProbeUntil) = (0, null, null, 0, null, null);

    /// <summary>A person repaired something: the next notice may try.</summary>
    public void TryNow(DateTimeOffset now) => (OpenUntil, ProbeUntil) = (OpenUntil is null ? null : now, null);
}

internal sealed class RelayStateConfiguration : IEntityTypeConfiguration<RelayState>
{
    public void Configure(EntityTypeBuilder<RelayState> builder)
    {
        builder.ToTable("relay_states", "takedowns");
        builder.HasKey(r => r.Relay);
        builder.Property(r => r.Relay).HasMaxLength(260);
        builder.Property(r => r.Reason).HasMaxLength(40);
        builder.Ignore(r => r.IsWell);
    }
}

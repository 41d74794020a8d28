using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>When requests may leave again, for all machines together: everywhere, or to one site. A row and no process's memory, so that no restart forgets that we were asked to stop.</summary>
public sealed class ProbeState
{
    /// <summary>The scope of all requests; Telegram's answers speak for it.</summary>
    public const string Everywhere = "all";

    private static readonly TimeSpan FirstStop = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestStop = TimeSpan.FromHours(24);

    /// <summary><see cref="Everywhere"/>, or a site's host as an HMAC.</summary>
    public required string Scope { get; init; }

    /// <summary>The next request may not leave before, UTC.</summary>
    public DateTimeOffset? NextAllowedAt { get; private set; }

    /// <summary>Nothing leaves before, UTC: we were told to stop, or cannot trust our sight.</summary>
    public DateTimeOffset? StoppedUntil { get; private set; }

    /// <summary>How often in a row we were told to stop.</summary>
    public int Stops { get; private set; }

    /// <summary>Since when looking is in trouble, UTC; for people.</summary>
    public DateTimeOffset? TroubleSince { get; private set; }

    /// <summary>What the trouble is, one of <see cref="ProbeRules"/>.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The day that <see cref="Used"/> counts, UTC.</summary>
    public DateOnly? Day { get; private set; }

    /// <summary>Requests that left on that day.</summary>
    public int Used { get; private set; }

    /// <summary>Until when nothing may leave; null where it may, after the gap.</summary>
    public DateTimeOffset? RestsUntil(DateTimeOffset now, int budget) =>
        StoppedUntil > now ? StoppedUntil
        : IsSpent(now, budget) ? new DateTimeOffset(DateOf(now).AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)
        : null;

    /// <summary>Whether the day's requests are used up.</summary>
    public bool IsSpent(DateTimeOffset now, int budget) => Day == DateOf(now) && Used >= budget;

    /// <summary>A request leaves.</summary>
    public void Take(DateTimeOffset now, TimeSpan gap)
    {
        (Day, Used) = (DateOf(now), Day == DateOf(now) ? Used + 1 : 1);
        Leave(now, gap);
    }

    /// <summary>Its answer came: the gap is counted from here.</summary>
    public void Leave(DateTimeOffset now, TimeSpan gap) => NextAllowedAt = now + gap;

    /// <summary>We were told to stop: half an hour, and twice as long each time in a row, or as long as they say.</summary>
    public void Stop(TimeSpan? asked, DateTimeOffset now)
    {
        var doubled = FirstStop * Math.Pow(2, Math.Min(Stops, 10));
        var longer = asked > doubled ? asked.Value : doubled;
        (StoppedUntil, Stops) = (now + (longer < LongestStop ? longer : LongestStop), Stops + 1);
    }

    /// <summary>People have to know.</summary>
    public void Alert(string trouble, DateTimeOffset now)
    {
        TroubleSince ??= now;
        Trouble = trouble;
    }

    /// <summary>Our own post was not seen: a while of nothing, so that it is not asked for every minute.</summary>
    public void Rest(DateTimeOffset until) => StoppedUntil = until;

    /// <summary>Everything is well.</summary>
    public void Clear() => (StoppedUntil, Stops, TroubleSince, Trouble) = (null, 0, null, null);

    private static DateOnly DateOf(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);
}

internal sealed class ProbeStateConfiguration : IEntityTypeConfiguration<ProbeState>
{
    public void Configure(EntityTypeBuilder<ProbeState> builder)
    {
        builder.ToTable("probe_states", "takedowns");
        builder.HasKey(s => s.Scope);
        builder.Property(s => s.Scope).HasMaxLength(80);
        builder.Property(s => s.Trouble).HasMaxLength(80);
    }
}

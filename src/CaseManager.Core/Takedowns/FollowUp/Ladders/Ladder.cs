namespace CaseManager.Core.Takedowns.FollowUp.Ladders;

/// <summary>What follows when a recipient does not act: rungs in order, each at most as often as it says.</summary>
public sealed record Ladder
{
    public required string Id { get; init; }

    /// <summary>Platforms it is for, by directory id.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>Categories of platforms it is for.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>It is for web hosts without a record, which are reached by a typed contact.</summary>
    public bool ForHosts { get; init; }

    /// <summary>Why it has these rungs.</summary>
    public required string Basis { get; init; }

    public required IReadOnlyList<Rung> Rungs { get; init; }

    public Rung? Find(string rungId) => Rungs.FirstOrDefault(rung => rung.Id == rungId);

    /// <summary>The steps that come after one, in order: its own repetitions first.</summary>
    /// <param name="rungId">Rung of the last step; <see langword="null"/> before the first. One that the ladder does not have any more ends it.</param>
    /// <param name="repeat">How often that was.</param>
    public IEnumerable<(Rung Rung, int Repeat)> After(string? rungId, int repeat)
    {
        var steps = Rungs.SelectMany(rung => Enumerable.Range(1, rung.Repeat).Select(number => (rung, number))).ToList();
        return rungId is null ? steps : steps.SkipWhile(step => step.rung.Id != rungId).SkipWhile(step => step.rung.Id == rungId && step.number <= repeat);
    }
}

/// <summary>Whom a rung turns to.</summary>
public enum RungAudience
{
    Platform,
    Hoster,
    Search,
    Registrar,
    Regulator,
    Hotline,
    Police,
}

/// <summary>What a person does on a rung.</summary>
public enum RungAction
{
    /// <summary>A reminder in the thread of the notice.</summary>
    Remind,

    /// <summary>The notice by another way to the same recipient.</summary>
    OtherWay,

    /// <summary>Asks whoever stands behind or before the recipient: a hoster, a search engine, a registrar.</summary>
    Upstream,

    /// <summary>A text is prepared for a person to hand in.</summary>
    Draft,

    /// <summary>She is accompanied there; nothing is written for her.</summary>
    Refer,
}

/// <summary>One rung. Opening it writes to nobody: a person takes it or skips it.</summary>
public sealed record Rung
{
    public required string Id { get; init; }

    public required RungAudience Audience { get; init; }

    public required RungAction Action { get; init; }

    /// <summary>Where the rule comes from.</summary>
    public required string Basis { get; init; }

    /// <summary>Earliest moment.</summary>
    public required RungOffset Offset { get; init; }

    /// <summary>Where the recipient has no statutory time, for an offset from it.</summary>
    public RungOffset? WithoutDue { get; init; }

    /// <summary>After the content came back, if this is the first rung.</summary>
    public RungOffset? Again { get; init; }

    /// <summary>How often at most, from 1.</summary>
    public required int Repeat { get; init; }

    /// <summary>A person looks before anything leaves; always so today.</summary>
    public required bool NeedsPerson { get; init; }

    /// <summary>Only if she asks: no timer opens it.</summary>
    public bool OnlyIfAsked { get; init; }
}

/// <summary>Which clock an offset runs by.</summary>
public enum OffsetClock
{
    /// <summary>Elapsed time.</summary>
    Wall,

    /// <summary>The organisation's working hours.</summary>
    Business,
}

/// <summary>Unit of an offset.</summary>
public enum OffsetUnit
{
    Hours,
    Days,
}

/// <summary>What an offset is counted from.</summary>
public enum OffsetFrom
{
    /// <summary>The moment the step before was accepted, or decided where nothing was sent.</summary>
    Accepted,

    /// <summary>The end of the recipient's statutory time.</summary>
    Due,
}

/// <summary>Time between two steps.</summary>
public sealed record RungOffset
{
    public required int Value { get; init; }

    public required OffsetUnit Unit { get; init; }

    public required OffsetClock Clock { get; init; }

    public required OffsetFrom From { get; init; }

    /// <summary>The moment it ends.</summary>
    /// <param name="from">UTC.</param>
    /// <param name="calendar">The organisation's working hours.</param>
    /// <returns>UTC; a day by the wall clock is 24 hours.</returns>
    public DateTimeOffset After(DateTimeOffset from, Calendars.BusinessCalendar calendar) => (Clock, Unit) switch
    {
        (OffsetClock.Wall, OffsetUnit.Hours) => from.AddHours(Value),
        (OffsetClock.Wall, OffsetUnit.Days) => from.AddHours(24 * Value),
        (OffsetClock.Business, OffsetUnit.Hours) => calendar.AddHours(from, TimeSpan.FromHours(Value)),
        (OffsetClock.Business, OffsetUnit.Days) => calendar.AddDays(from, Value),
        _ => throw new InvalidOperationException("The offset has no such clock or unit."),
    };
}

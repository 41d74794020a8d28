using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Platforms;

namespace CaseManager.Web.Pages.Staff.Regimes;

/// <summary>What an administrator can write about a regime. What the form does not show stays as it was.</summary>
public sealed class RegimeInput
{
    public RegimeStatus Status { get; set; }

    /// <summary>Year, month, day; empty where it is not known.</summary>
    public string? InForceFrom { get; set; }

    public string? Confidence { get; set; }

    public bool? AuthorisedAgent { get; set; }

    public List<ClockInput> Clocks { get; set; } = [];

    public string? Source { get; set; }

    public string? Reason { get; set; }

    public int Seen { get; set; }

    public static RegimeInput Of(Regime regime) => new()
    {
        Status = regime.Status,
        InForceFrom = Day(regime.InForceFrom),
        Confidence = regime.Confidence.Overall,
        AuthorisedAgent = regime.Sender.AuthorisedAgent,
        Clocks = [.. regime.Clock.Select(clock => new ClockInput
        {
            From = Day(clock.From), Value = clock.Value?.ToString(CultureInfo.InvariantCulture), Unit = clock.Unit?.ToString() ?? "", Strict = clock.Strict, Starts = clock.Starts, Confidence = clock.Confidence?.ToString() ?? "",
        }), new ClockInput()],
        Seen = regime.RecordVersion,
    };

    /// <exception cref="RefusedException"><c>clock</c>, <c>day</c>.</exception>
    public Regime On(Regime regime) => regime with
    {
        Status = Status,
        InForceFrom = ReadDay(InForceFrom),
        Confidence = regime.Confidence with { Overall = string.IsNullOrWhiteSpace(Confidence) ? "unverified" : Confidence.Trim() },
        Sender = regime.Sender with { AuthorisedAgent = AuthorisedAgent },
        Clock = [.. Clocks.Where(clock => !clock.Remove && clock.IsFilled).Select(clock => clock.Read()).OrderBy(clock => clock.From ?? DateOnly.MinValue)],
        Sources = string.IsNullOrWhiteSpace(Source) ? regime.Sources : [.. regime.Sources, new FactSource { Url = Source.Trim(), Kind = "organisation", Supports = "own record" }],
    };

    internal static DateOnly? ReadDay(string? day) => string.IsNullOrWhiteSpace(day) ? null
        : DateOnly.TryParseExact(day.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read
        : throw new RefusedException("day");

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One clock of the form.</summary>
    public sealed class ClockInput
    {
        public string? From { get; set; }

        public string? Value { get; set; }

        public string? Unit { get; set; }

        public bool Strict { get; set; }

        public ClockStart Starts { get; set; }

        public string? Confidence { get; set; }

        public bool Remove { get; set; }

        internal bool IsFilled => !string.IsNullOrWhiteSpace(From) || !string.IsNullOrWhiteSpace(Value) || !string.IsNullOrWhiteSpace(Unit) || !string.IsNullOrWhiteSpace(Confidence);

        internal RegimeClock Read() => new()
        {
            From = ReadDay(From),
            Value = string.IsNullOrWhiteSpace(Value) ? null
                : int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw new RefusedException("clock"),
            Unit = Enum.TryParse<ClockUnit>(Unit, out var unit) && Enum.IsDefined(unit) ? unit : null,
            Strict = Strict,
            Starts = Starts,
            Confidence = Enum.TryParse<ClockConfidence>(Confidence, out var confidence) && Enum.IsDefined(confidence) ? confidence : null,
        };
    }
}

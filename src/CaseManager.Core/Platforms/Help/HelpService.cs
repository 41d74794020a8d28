using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseManager.Core.Platforms.Help;

/// <summary>What a service outside the organisation does.</summary>
public enum HelpKind
{
    /// <summary>A number for danger now.</summary>
    Emergency,

    /// <summary>People to talk to.</summary>
    Hotline,

    /// <summary>Fingerprints of pictures, made on her own device.</summary>
    Hash,

    /// <summary>A page that takes links or reports.</summary>
    Report,

    /// <summary>The police, where it is not urgent.</summary>
    Police,
}

/// <summary>Whom a service is for, by the age in the picture; the order is the order in which they are shown.</summary>
public enum HelpAudience
{
    Minors,
    Everyone,
    Adults,
}

/// <summary>Who comes when an emergency number is called.</summary>
public enum HelpReach
{
    /// <summary>Police and ambulance.</summary>
    All,
    Police,
    Medical,
}

/// <summary>How well a service is known.</summary>
public enum HelpConfidence
{
    /// <summary>Read in a source: the service's own page, an authority's, or a newspaper's.</summary>
    Confirmed,

    /// <summary>Known, but not read in a source that could be relied on. Whoever reads it is told.</summary>
    GeneralKnowledge,
}

/// <summary>A place outside the organisation that helps, with what is needed to reach it.</summary>
public sealed partial record HelpService
{
    /// <summary>Stands among <see cref="Languages"/> for "and others".</summary>
    public const string OtherLanguages = "mul";

    public required string Id { get; init; }

    /// <summary>ISO 3166-1, two capital letters; <see langword="null"/>: everywhere.</summary>
    public required string? Country { get; init; }

    public required HelpKind Kind { get; init; }

    public required HelpAudience Audience { get; init; }

    /// <summary>Set on emergency numbers, and only there.</summary>
    public HelpReach? Reaches { get; init; }

    /// <summary>As it is known abroad; <see langword="null"/> on most emergency numbers.</summary>
    public required string? Name { get; init; }

    /// <summary>Its name in the first of its languages, where that is another.</summary>
    public string? LocalName { get; init; }

    /// <summary>As it is written in the country, for people to read.</summary>
    public required string? Phone { get; init; }

    /// <summary>Its page, https.</summary>
    public required string? Url { get; init; }

    /// <summary>ISO 639, or <see cref="OtherLanguages"/>; empty: not known.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>When somebody answers, in <see cref="Zone"/>; <see langword="null"/>: not known.</summary>
    public required HelpHours? Hours { get; init; }

    /// <summary>IANA name; set where hours have a beginning and an end.</summary>
    public string? Zone { get; init; }

    public required IReadOnlyList<HelpSource> Sources { get; init; }

    public required HelpConfidence Confidence { get; init; }

    /// <summary>The number as a telephone takes it: digits, <c>+</c>, <c>*</c> and <c>#</c> only.</summary>
    public string? DialledPhone => Phone is null ? null : string.Concat(Phone.Where(character => char.IsAsciiDigit(character) || character is '+' or '*' or '#'));

    /// <summary>The address that calls it (RFC 3966; <c>#</c> would begin a fragment).</summary>
    public string? Call => DialledPhone is { } dialled ? $"tel:{dialled.Replace("#", "%23", StringComparison.Ordinal)}" : null;

    /// <summary>What is wrong with it, each as the rest of a sentence.</summary>
    internal IEnumerable<string> Findings()
    {
        if (!IdPattern().IsMatch(Id))
        {
            yield return "must have an id of small letters, digits and hyphens";
        }

        if (Country is not null && !Known.Countries.Contains(Country))
        {
            yield return "must name its country by ISO 3166-1, two capital letters, or null";
        }

        if ((Kind is HelpKind.Emergency) != (Reaches is not null))
        {
            yield return "must say what it reaches if it is an emergency number, and only then";
        }

        if (Kind is HelpKind.Emergency ? Country is null || Phone is null : string.IsNullOrWhiteSpace(Name))
        {
            yield return Kind is HelpKind.Emergency ? "must have a country and a phone number" : "must have a name";
        }

        if (Phone is null && Url is null)
        {
            yield return "must have a phone number or a page";
        }

        if (Phone is not null && !PhonePattern().IsMatch(Phone))
        {
            yield return "must have a phone number of digits, spaces, hyphens, brackets, +, * and # only";
        }

        if (Url is not null && !IsWeb(Url, Uri.UriSchemeHttps))
        {
            yield return "must have a page that starts with https://";
        }

        if (LocalName is not null && Languages.Count == 0)
        {
            yield return "must name the language of its local name first among its languages";
        }

        if (Languages.FirstOrDefault(language => language != OtherLanguages && !Known.IsLanguage(language)) is { } unknown)
        {
            yield return $"has an unknown language, {unknown}";
        }

        foreach (var finding in HourFindings().Concat(SourceFindings()))
        {
            yield return finding;
        }
    }

    private IEnumerable<string> HourFindings()
    {
        if (Hours is { Always: false } && (Zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)))
        {
            yield return "must name the time zone of its hours, such as Europe/Berlin";
        }

        if (Hours is { Always: false, Openings: [] } || Hours?.Openings.Any(opening => opening.Days.Count == 0 || opening.From == opening.To) == true)
        {
            yield return "must have days, a beginning and an end for its hours";
        }
    }

    private IEnumerable<string> SourceFindings()
    {
        if (Confidence is HelpConfidence.Confirmed && Sources.Count == 0)
        {
            yield return "must name a source if it counts as confirmed";
        }

        if (Sources.Any(source => !IsWeb(source.Url, Uri.UriSchemeHttps) && !IsWeb(source.Url, Uri.UriSchemeHttp)))
        {
            yield return "must name its sources by web address";
        }
    }

    private static bool IsWeb(string address, string scheme) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == scheme && uri.UserInfo.Length == 0;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[+*#(]?(?=.*\d)[0-9 ()*#-]+$")]
    private static partial Regex PhonePattern();

    /// <summary>The codes that the platform's own tables know.</summary>
    private static class Known
    {
        public static readonly HashSet<string> Countries =
        [
            .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
                .Where(culture => culture.Name.Length > 0)
                .Select(culture => new RegionInfo(culture.Name).TwoLetterISORegionName)
                .Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper)),
        ];

        private static readonly HashSet<string> Languages = [.. CultureInfo.GetCultures(CultureTypes.NeutralCultures).Select(culture => culture.Name)];

        public static bool IsLanguage(string code) => code.Length > 0 && Languages.Contains(code);
    }
}

/// <summary>Where a service was read about.</summary>
public sealed record HelpSource
{
    public required string Url { get; init; }

    public required DateOnly Read { get; init; }
}

using CaseManager.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Settings;

/// <summary>The section <c>CaseManager:Look</c>: how an organisation's pages can be told from another's. The name is a text, <c>PublicText.SiteName</c>.</summary>
public sealed class LookOptions
{
    public const string Section = "CaseManager:Look";

    /// <summary>Colour of bands and buttons, which have white letters, such as <c>#1f5b66</c>; empty for the program's own.</summary>
    public string Colour { get; init; } = "";

    /// <summary>Full path of an SVG or PNG file, at most 32 KB, shown beside the name and in the browser's tab. Neutral: bystanders see it.</summary>
    public string Mark { get; init; } = "";

    public bool HasColour => Colour.Length > 0;

    public bool HasMark => Mark.Length > 0;
}

/// <summary>A sentence for each setting of the look that would make pages unreadable or empty.</summary>
public sealed class LookOptionsCheck : IValidateOptions<LookOptions>
{
    private const int MostBytes = 32 * 1024;

    // WCAG 2.2, 1.4.3: ordinary letters on their ground.
    private const double LeastContrast = 4.5;

    public ValidateOptionsResult Validate(string? name, LookOptions options) => WrongSetting.Result(
        LookOptions.Section,
        (nameof(LookOptions.Colour), !options.HasColour || Colour.TryRead(options.Colour, out _), "must be a colour such as #1f5b66"),
        (nameof(LookOptions.Colour), !options.HasColour || !Colour.TryRead(options.Colour, out var colour) || Look.LeastContrast(colour) >= LeastContrast,
            "is too light: white letters on it, or it on our pages, could not be read; take a darker one"),
        (nameof(LookOptions.Mark), !options.HasMark || IsPicture(options.Mark), "must be the full path of an SVG or PNG file of at most 32 KB"));

    private static bool IsPicture(string path) =>
        Path.IsPathFullyQualified(path)
        && Path.GetExtension(path) is ".svg" or ".png"
        && new FileInfo(path) is { Exists: true, Length: <= MostBytes };
}

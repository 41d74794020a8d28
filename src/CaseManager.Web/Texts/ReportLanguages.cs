using System.Globalization;

namespace CaseManager.Web.Texts;

/// <summary>Languages a report can be in (ISO 639-1), by their English names.</summary>
public static class ReportLanguages
{
    public static IReadOnlyList<CultureInfo> All { get; } =
        [.. CultureInfo.GetCultures(CultureTypes.NeutralCultures).Where(culture => culture.Name.Length == 2).OrderBy(culture => culture.EnglishName, StringComparer.Ordinal)];

    /// <summary>The name of one, or of one the public pages are in; its code where it has none.</summary>
    public static string NameOf(string language) => All.Concat(Languages.Written).FirstOrDefault(one => one.Name == language)?.EnglishName ?? language;
}

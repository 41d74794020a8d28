using System.Globalization;
using System.Text;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>Names of bundles.</summary>
public static class BundleName
{
    private const string Nameless = "organisation";

    /// <summary><c>stats-example-help-2025-c1-r0.zip</c>.</summary>
    public static string Of(string organisation, string period, int catalogue, short revision) =>
        string.Create(CultureInfo.InvariantCulture, $"stats-{Slug(organisation)}-{period}-c{catalogue}-r{revision}.zip");

    // Accents fall away; a name without a letter of this alphabet has none here.
    private static string Slug(string organisation)
    {
        var letters = organisation.Normalize(NormalizationForm.FormD).ToLowerInvariant()
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        var words = new string([.. letters]).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);
        return slug.Length switch
        {
            0 => Nameless,
            > 60 => slug[..60].TrimEnd('-'),
            _ => slug,
        };
    }
}

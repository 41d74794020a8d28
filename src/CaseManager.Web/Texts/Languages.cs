using System.Globalization;

namespace CaseManager.Web.Texts;

/// <summary>The languages that the public pages can be in, and what a page needs to know about its own.</summary>
public static class Languages
{
    /// <summary>Every language with a whole set of texts, by the tag that stands in addresses (BCP 47).</summary>
    public static IReadOnlyList<CultureInfo> Written { get; } = [.. new[] { "en", "zh-Hans", "ko", "ar", "es" }.Select(CultureInfo.GetCultureInfo)];

    // Their letters and words are far from the English ones of the receipt: its numbers come first.
    private static readonly string[] inDigits = ["ar", "fa", "hi", "ja", "ko", "ru", "uk", "ur", "zh"];

    /// <summary>The language of the staff pages, and of whatever stands in no other.</summary>
    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    public static string Direction => IsRightToLeft(CultureInfo.CurrentUICulture) ? "rtl" : "ltr";

    /// <summary>Whether receipts are shown as numbers first. Both open the same report everywhere.</summary>
    public static bool HasReceiptInDigits => inDigits.Contains(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    /// <summary>Name of the style sheet for the current language's direction, such as <c>public.rtl.css</c>.</summary>
    public static string StyleSheet(string site) =>
        IsRightToLeft(CultureInfo.CurrentUICulture) ? $"~/built/{site}.rtl.css" : $"~/built/{site}.css";

    public static bool IsRightToLeft(CultureInfo language) => language.TextInfo.IsRightToLeft;
}

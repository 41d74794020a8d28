using System.Globalization;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Reports;
using CaseManager.Core.Reports.Plain;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Public;

/// <summary>The fields of the form without script, as they were posted.</summary>
public sealed class PlainFormInput
{
    /// <summary>Most characters of a long field.</summary>
    public const int LongText = 20_000;

    /// <summary>Most characters of a short field.</summary>
    public const int ShortText = 500;

    public static readonly string[] Abouts = ["me", "someone", "found"];
    public static readonly string[] Ages = ["adult", "minor", "unsure", "unsaid"];
    public static readonly string[] Dangers = ["none", "threat", "now", "unsaid"];
    public static readonly string[] Channels = ["here", "phone", "mail", "other"];

    public string? About { get; set; }

    public string? Links { get; set; }

    public string? Story { get; set; }

    public string? Age { get; set; }

    public string? Danger { get; set; }

    public string? DeadlineDate { get; set; }

    public string? DeadlineWhy { get; set; }

    public string? Name { get; set; }

    public string? Channel { get; set; }

    public string? Address { get; set; }

    public string? Hours { get; set; }

    public bool Voicemail { get; set; }

    public string? Word { get; set; }

    public string? Never { get; set; }

    public bool SendLinks { get; set; }

    public bool Statistics { get; set; }

    /// <summary>What has to be looked at again, by the field it belongs to; empty when it can be sent.</summary>
    public IReadOnlyDictionary<string, string> Check(IStringLocalizer<PlainFormText> text)
    {
        var errors = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(Links) && string.IsNullOrWhiteSpace(Story))
        {
            errors[nameof(Links)] = text["ErrorNothing"];
        }

        if (ChosenChannel != "here" && string.IsNullOrWhiteSpace(Address))
        {
            errors[nameof(Address)] = text["ErrorContact"];
        }

        (string Field, string? Value, int Most)[] lengths =
        [
            (nameof(Links), Links, LongText), (nameof(Story), Story, LongText), (nameof(DeadlineDate), DeadlineDate, ShortText),
            (nameof(DeadlineWhy), DeadlineWhy, ShortText), (nameof(Name), Name, ShortText), (nameof(Address), Address, ShortText),
            (nameof(Hours), Hours, ShortText), (nameof(Word), Word, ShortText), (nameof(Never), Never, ShortText),
        ];
        foreach (var (field, _, most) in lengths.Where(each => each.Value?.Length > each.Most))
        {
            errors[field] = text["ErrorTooLong", most.ToString("N0", CultureInfo.CurrentCulture)];
        }

        return errors;
    }

    /// <param name="language">BCP 47.</param>
    public PlainReport ToReport(string language) => new()
    {
        About = OneOf(Abouts, About, "me"),
        Links = LinkSecrets.Erase(Unified(Links)),
        Story = LinkSecrets.Erase(Unified(Story)),
        Age = OneOf(Ages, Age, "unsaid"),
        Danger = OneOf(Dangers, Danger, "unsaid"),
        DeadlineDate = Unified(DeadlineDate),
        DeadlineWhy = Unified(DeadlineWhy),
        Name = Unified(Name),
        Contact = new PlainContact(ChosenChannel, Unified(Address), Unified(Hours), Voicemail, Unified(Word), Unified(Never)),
        Consents = [.. SendLinks ? [ConsentPurposes.SendLinks] : Array.Empty<string>(), .. Statistics ? [ConsentPurposes.Statistics] : Array.Empty<string>()],
        Language = language,
    };

    private string ChosenChannel => OneOf(Channels, Channel, "here");

    private static string OneOf(string[] codes, string? code, string otherwise) => codes.Contains(code) ? code! : otherwise;

    // Browsers post line ends as CR LF.
    private static string Unified(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();
}

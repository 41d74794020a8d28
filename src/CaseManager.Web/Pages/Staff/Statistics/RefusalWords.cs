using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Statistics;

/// <summary>Why something about statistics was refused, in plain words; pages and commands say the same.</summary>
public sealed class RefusalWords(IStringLocalizer<StatisticsText> text)
{
    /// <param name="code">Of the refusal.</param>
    public string Of(string code) => text[$"Refused.{code}"] is { ResourceNotFound: false } known ? known.Value : text["Refused.unknown", code].Value;
}

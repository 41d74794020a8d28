using System.Globalization;
using CaseManager.Core.Cases.Absences;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff;

/// <summary>Who is away, in words.</summary>
public sealed class AwayWords(IStringLocalizer<DayText> text)
{
    /// <summary>Until when, and who looks after her work.</summary>
    public string Of(Away away) => away.CoverAlias is { } cover
        ? text["AwayUntil", Day(away.BackOn), cover]
        : text["AwayUntilUncovered", Day(away.BackOn)];

    /// <summary>A day of the organisation's calendar.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}

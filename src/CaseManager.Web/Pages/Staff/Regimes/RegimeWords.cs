using CaseManager.Core.Platforms;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Regimes;

/// <summary>Clocks in plain words.</summary>
public sealed class RegimeWords(IStringLocalizer<DirectoryText> text)
{
    public string Clock(RegimeClock? clock) => clock switch
    {
        null => text["Clock.none"],
        { Value: null } or { Unit: null } => text["Clock.no-number"],
        { Value: { } value, Unit: { } unit } => text["Clock.text", (value == 1 ? text[$"Clock.One.{unit}"] : text[$"Clock.{unit}", value]).Value, text[$"Starts.{clock.Starts}"].Value, text[$"ClockConfidence.{clock.Confidence}"].Value],
    };
}

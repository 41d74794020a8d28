using CaseManager.Core.Platforms;

namespace CaseManager.Web.Pages.Staff.Regimes;

/// <summary>A regime as the pages show it.</summary>
/// <param name="Clock">The clock that counts today.</param>
public sealed record ShownRegime(Regime Regime, RegimeStanding Standing, RegimeClock? Clock)
{
    /// <summary>One word for where it stands.</summary>
    public string Code => Regime.DraftOnly ? "draft"
        : Standing.Doubts.Contains(RegimeStanding.NoNotice) ? "none"
        : Standing.MayBeChosen ? "may" : "off";
}

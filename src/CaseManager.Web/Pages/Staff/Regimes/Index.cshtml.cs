using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Regimes;

/// <summary>Every regime, and whether notices may be written under it today.</summary>
public sealed class IndexModel(ReadDirectory readDirectory, TakedownPolicy policy, TimeProvider time, IStringLocalizer<DirectoryText> text) : PageModel
{
    public IReadOnlyList<ShownRegime> Regimes { get; private set; } = [];

    public RegimeWords Words { get; } = new(text);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var directory = await readDirectory.RunAsync(cancel);
        var today = policy.Today(time.GetUtcNow());
        Regimes = [.. directory.Regimes.All.Select(regime => new ShownRegime(regime, directory.StandingOf(regime, today), regime.ClockOn(today)))];
    }
}

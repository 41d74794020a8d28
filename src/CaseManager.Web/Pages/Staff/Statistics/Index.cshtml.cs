using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Releases;
using CaseManager.Core.Statistics.Requests;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Statistics;

/// <summary>The releases that may be published, and where somebody who publishes them asks for the next.</summary>
public sealed class IndexModel(
    ListReleases list, ShowBuilding show, RequestRelease request, ListStaff staff, SignReleases signer, RefusalWords words) : PageModel
{
    public IReadOnlyList<Release> Releases { get; private set; } = [];

    /// <summary>What can be built now.</summary>
    public IReadOnlyList<PeriodStanding> Ready { get; private set; } = [];

    public ShownRequests Requests { get; private set; } = ShownRequests.None;

    /// <summary>Why nothing can be shown here, in words; empty where it can.</summary>
    public string Refusal { get; private set; } = "";

    public string KeyMark => signer.KeyMark;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        try
        {
            Releases = await list.RunAsync(cancel);
            var building = await show.RunAsync(cancel);
            Ready = [.. building.Years.SelectMany(year => year.Periods).Where(period => period.CanBuild)];
            Requests = new ShownRequests([.. building.Requests.Where(one => one.IsOpen)], await staff.RunAsync(cancel), User);
        }
        catch (RefusedException refusal)
        {
            Refusal = words.Of(refusal.Code);
        }
    }

    public async Task<IActionResult> OnPostAskAsync(string? period, CancellationToken cancel)
    {
        ModelState.Clear();
        try
        {
            await request.RunAsync(period ?? "", isCorrection: false, User.StaffId(), cancel);
            return Redirect("/statistics");
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError("period", words.Of(refusal.Code));
        }

        await OnGetAsync(cancel);
        return Page();
    }
}

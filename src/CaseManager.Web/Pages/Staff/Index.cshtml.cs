using CaseManager.Core.Sealing;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff;

/// <summary>Where a sign-in leads: to the cases, or to whatever else the person's roles open. While there are no keys, administrators read so here.</summary>
public sealed class IndexModel(ShowRootKey show) : PageModel
{
    /// <summary>Whether she could make the organisation's keys, and nobody has.</summary>
    public bool NeedsKeys { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        NeedsKeys = Policy.Passes(User, Policy.Administration) && await show.RunAsync(cancel) is null;
        return Policy.Passes(User, Policy.CaseWork) && !NeedsKeys ? LocalRedirect("/cases") : Page();
    }
}

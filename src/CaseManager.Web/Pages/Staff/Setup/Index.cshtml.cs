using CaseManager.Core.Sealing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Setup;

/// <summary>The ceremony: the administrator's browser makes the organisation's keys. Once.</summary>
public sealed class IndexModel(ShowRootKey show) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await show.RunAsync(cancel) is null ? Page() : LocalRedirect("/setup/holders");
}

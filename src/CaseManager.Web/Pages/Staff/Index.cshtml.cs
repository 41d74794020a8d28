using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff;

/// <summary>Where a sign-in leads: to the cases, or to whatever else the person's roles open.</summary>
public sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => Policy.Passes(User, Policy.CaseWork) ? LocalRedirect("/cases") : Page();
}

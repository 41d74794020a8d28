using CaseManager.Core.Sealing;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Access;

/// <summary>Ends the session and forgets the server's half of her keys; the browser clears its own.</summary>
public sealed class SignOutModel(StaffSignIn signIn, EndSession end) : PageModel
{
    public IActionResult OnGet() => User.Identity?.IsAuthenticated is true ? Page() : RedirectToPage("SignIn");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (StaffSession.IsStrong(User))
        {
            await end.RunAsync(User.StaffId(), User.SessionHash(), cancel);
        }

        await signIn.SignOutAsync();

        // Not "storage": the browser remembers the root and the newest roster there, against a server that shows an older one.
        // The sealed seed beside them is worth nothing without the half forgotten above.
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return RedirectToPage("SignIn");
    }
}

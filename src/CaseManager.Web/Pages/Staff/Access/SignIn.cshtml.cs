using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Access;

/// <summary>First step of signing in: name and password. Every refusal reads the same.</summary>
public sealed class SignInModel(StaffSignIn signIn, IStringLocalizer<AccessText> text) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    public IActionResult OnGet() =>
        StaffSession.IsStrong(User) ? LocalRedirect(Url.IsLocalUrl(Next) ? Next : "/") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await signIn.PasswordSignInAsync(Name ?? "", Password ?? "", isPersistent: false, lockoutOnFailure: true);
        if (result.RequiresTwoFactor)
        {
            return RedirectToPage("SignInCode", new { Next });
        }

        // A password alone signs nobody in, not even an account that has lost its second step.
        await signIn.SignOutAsync();
        ModelState.AddModelError("name", text["SignInRefused"]);
        return Page();
    }
}

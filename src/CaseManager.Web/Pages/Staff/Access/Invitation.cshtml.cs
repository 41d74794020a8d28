using CaseManager.Core.Access;
using CaseManager.Web.Hosting;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Access;

/// <summary>An invitation is taken up: alias, password, authenticator app.</summary>
public sealed class InvitationModel(AcceptInvitation accept, StaffSignIn signIn, IStringLocalizer<AccessText> text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? Alias { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? OneTimeCode { get; set; }

    /// <summary>Whose invitation it is; <see langword="null"/> when it is used, expired or unknown.</summary>
    public StaffMember? Member { get; private set; }

    private string Key { get; set; } = "";

    /// <summary>In groups of four, for typing.</summary>
    public string SpacedKey => string.Join(' ', Key.Chunk(4).Select(group => new string(group)));

    /// <summary>The same link, for a phone beside this screen.</summary>
    public QrCode Picture => new(AppLink, text["PhonePicture"]);

    public string AppLink => AuthenticatorLink.Of(Member!.UserName!, Key, text["AppName"]);

    public async Task OnGetAsync(CancellationToken cancel) => await FindAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await FindAsync(cancel);
        if (Member is null)
        {
            return Page();
        }

        var faults = await accept.RunAsync(Member, Alias ?? "", Password ?? "", OneTimeCode ?? "", cancel);
        if (faults.Count == 0)
        {
            await signIn.SignInInvitedAsync(Member);
            return LocalRedirect("/");
        }

        foreach (var fault in faults)
        {
            ModelState.AddModelError(FieldOf(fault), text[$"Fault{fault}"]);
        }

        return Page();
    }

    private async Task FindAsync(CancellationToken cancel)
    {
        Member = await accept.FindAsync(Code, cancel);
        if (Member is not null)
        {
            Key = await accept.CodeKeyAsync(Member);
        }
    }

    private static string FieldOf(AcceptanceFault fault) => fault switch
    {
        AcceptanceFault.Alias => "alias",
        AcceptanceFault.Password => "password",
        AcceptanceFault.OneTimeCode => "code",
        AcceptanceFault.Taken => "alias",
    };
}

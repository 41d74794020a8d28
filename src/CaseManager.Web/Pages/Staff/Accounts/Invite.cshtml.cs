using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Accounts;

/// <summary>An administrator invites somebody new. The link is on the answer and nowhere else.</summary>
public sealed class InviteModel(InviteStaff invite, InvitationLink link, IStringLocalizer<AccessText> text) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>The new invitation, once there is one.</summary>
    public NewInvitation? Made { get; private set; }

    public void OnGet()
    {
    }

    public async Task OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var name = (Name ?? "").Trim();
        var roles = Roles.Intersect(RoleName.All).ToList();
        if (roles.Count == 0)
        {
            ModelState.AddModelError($"role-{RoleName.Caseworker}", text["FaultRoles"]);
        }

        if (!ModelState.IsValid)
        {
            return;
        }

        try
        {
            var invitation = await invite.NewAsync(name, roles, Actor.Staff(User.StaffId()), cancel);
            Made = new NewInvitation(name, link.Of(invitation), invitation.ExpiresAt);
        }
        catch (InvitationRefusedException refusal)
        {
            ModelState.AddModelError("name", text[refusal.IsKnown ? "FaultNameKnown" : "FaultName"]);
        }
    }
}

/// <summary>What is handed over to somebody who was invited.</summary>
/// <param name="Link">Good once.</param>
/// <param name="Until">Exclusive, UTC.</param>
public sealed record NewInvitation(string Name, string Link, DateTimeOffset Until);

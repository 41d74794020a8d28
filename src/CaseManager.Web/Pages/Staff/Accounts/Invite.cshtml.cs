using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Accounts;

/// <summary>An administrator invites somebody new. The link is on the answer and nowhere else.</summary>
public sealed class InviteModel(InviteStaff invite, ShowPeople show, InvitationLink link, IStringLocalizer<AccessText> text) : PageModel
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

        // Inviting a known name would end that person's password and phone: that is done on her own page.
        if ((await show.RunAsync(cancel)).Any(person => string.Equals(person.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            ModelState.AddModelError("name", text["FaultNameKnown"]);
        }

        if (!ModelState.IsValid)
        {
            return;
        }

        try
        {
            var invitation = await invite.RunAsync(name, roles, Actor.Staff(User.StaffId()), cancel);
            Made = new NewInvitation(name, link.Of(invitation), invitation.ExpiresAt);
        }
        catch (InvitationRefusedException)
        {
            ModelState.AddModelError("name", text["FaultName"]);
        }
    }
}

/// <summary>What is handed over to somebody who was invited.</summary>
/// <param name="Link">Good once.</param>
/// <param name="Until">Exclusive, UTC.</param>
public sealed record NewInvitation(string Name, string Link, DateTimeOffset Until);

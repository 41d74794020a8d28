using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Accounts;

/// <summary>One account, for an administrator: roles, invite again, withdraw, close, and what the audit says about it.</summary>
public sealed class IndexModel(
    ShowPeople people, ShowAccountEvents events, InviteStaff invite, WithdrawInvitation withdraw, DisableStaff disable, ChangeRoles changeRoles, InvitationLink link,
    IStringLocalizer<AccessText> text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>The roles the form was shown with: a decision on others is asked for again.</summary>
    [BindProperty]
    public string Before { get; set; } = "";

    /// <summary>Roles to show as chosen: those of a form that was refused, else hers.</summary>
    public IReadOnlyList<string> Ticked => ModelState.IsValid || Before.Length == 0 ? Person.Roles : Roles;

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<AccountEvent> Events { get; private set; } = [];

    /// <summary>The new invitation, once there is one.</summary>
    public NewInvitation? Made { get; private set; }

    /// <summary>Nobody ends her own account: she would lock herself out, and the last administrator everybody.</summary>
    public bool IsOwn => Person.Id == User.StaffId();

    public bool IsInvited => Person.Account is AccountState.Invited or AccountState.Expired;

    private Actor Administrator => Actor.Staff(User.StaffId());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await FindAsync(cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostAgainAsync(CancellationToken cancel) => ChangeAsync(
        async () =>
        {
            var invitation = await invite.RunAsync(Person.Name, [], Administrator, cancel);
            Made = new NewInvitation(Person.Name, link.Of(invitation), invitation.ExpiresAt);
            return Page();
        },
        cancel);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancel) => ChangeAsync(
        async () =>
        {
            await withdraw.RunAsync(Person.Name, Administrator, cancel);
            return RedirectToPage(new { Id });
        },
        cancel);

    public Task<IActionResult> OnPostCloseAsync(CancellationToken cancel) => ChangeAsync(
        async () =>
        {
            await disable.RunAsync(Person.Name, Reason ?? "", Administrator, cancel);
            return RedirectToPage(new { Id });
        },
        cancel);

    /// <summary>The one change of the own account that is allowed here; the use case holds what may not go.</summary>
    public Task<IActionResult> OnPostRolesAsync(CancellationToken cancel) => ChangeAsync(
        async () =>
        {
            var before = Before.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            await changeRoles.RunAsync(Person.Name, [.. Roles.Distinct()], before, Administrator, cancel);
            return RedirectToPage(new { Id });
        },
        cancel,
        ownToo: true);

    private async Task<IActionResult> ChangeAsync(Func<Task<IActionResult>> work, CancellationToken cancel, bool ownToo = false)
    {
        ModelState.Clear();
        if (!await FindAsync(cancel) || (IsOwn && !ownToo))
        {
            return NotFound();
        }

        try
        {
            return await work();
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError(FieldOf(refusal.Code), text[$"Fault.{refusal.Code}"]);
            await FindAsync(cancel);
            if (refusal.Code is "roles-changed")
            {
                Roles = Person.Roles;
            }

            return Page();
        }
    }

    private static string FieldOf(string code) => code switch
    {
        "reason" => "reason-left",
        "roles" or "own-administrator" => $"role-{RoleName.Administrator}",
        "officer" or "team-keys" => $"role-{RoleName.Supervisor}",
        _ => "account",
    };

    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (!HexId.TryRead(Id, out var id) || (await people.RunAsync(cancel)).SingleOrDefault(one => one.Id == id) is not { } person)
        {
            return false;
        }

        Person = person;
        Events = await events.RunAsync(id, cancel);
        return true;
    }
}

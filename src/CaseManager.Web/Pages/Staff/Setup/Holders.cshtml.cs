using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing.Roster;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Setup;

/// <summary>What two holders of recovery words do together: replace the third, or name an officer when none is left.</summary>
public sealed class HoldersModel(ShowPeople show) : PageModel
{
    /// <summary>Supervisors whose keys are made and who are no officers.</summary>
    public IReadOnlyList<Person> Candidates { get; private set; } = [];

    /// <summary>Whose browsers open reports, for the script: ids with spaces between.</summary>
    public string Openers { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var people = await show.RunAsync(cancel);
        if (people.All(person => person.Keys is not PersonKeys.Officer))
        {
            // Officers are named when the organisation begins, and two of them stay.
            return LocalRedirect("/setup");
        }

        Candidates =
        [
            .. people.Where(person => person.Account is AccountState.Active && person.Roles.Contains(RoleName.Supervisor)
                && person.Keys is PersonKeys.Waiting or PersonKeys.Admitted),
        ];
        Openers = string.Join(' ', people
            .Where(person => person.Account is not AccountState.Closed && person.Roles.Any(role => role is RoleName.Caseworker or RoleName.Supervisor))
            .Select(person => HexId.Write(person.Id)));
        return Page();
    }
}

using CaseManager.Core.Sealing.Roster;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.People;

/// <summary>Accounts and keys; who waits to be admitted is shown by the officer's own browser.</summary>
public sealed class IndexModel(ShowPeople show) : PageModel
{
    public IReadOnlyList<Person> People { get; private set; } = [];

    public bool IsOfficer { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        People = await show.RunAsync(cancel);
        IsOfficer = People.Any(person => person.Id == User.StaffId() && person.Keys == PersonKeys.Officer);
    }
}

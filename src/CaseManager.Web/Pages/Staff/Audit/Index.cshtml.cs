using CaseManager.Core.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Audit;

/// <summary>The organisation's chain as an auditor reads it.</summary>
public sealed class IndexModel(ShowOrganisationEvents show) : PageModel
{
    /// <summary>Place in the chain that the page begins under; the newest without.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Before { get; set; }

    public IReadOnlyList<OrganisationEvent> Events { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Events = await show.RunAsync(about: null, Before, cancel);
}

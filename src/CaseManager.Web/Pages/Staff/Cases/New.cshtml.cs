using CaseManager.Core;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Cases;

/// <summary>A new case, or the file of a channel, group or site that somebody found.</summary>
public sealed class NewModel(ShowVenue showVenue) : PageModel
{
    /// <summary>What it becomes the file of; <see langword="null"/> for a case about a person.</summary>
    public ShownVenue? Venue { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? venue, CancellationToken cancel)
    {
        if (venue is null)
        {
            return Page();
        }

        if (!HexId.TryRead(venue, out var venueId))
        {
            return NotFound();
        }

        try
        {
            Venue = await showVenue.RunAsync(venueId, User.StaffId(), cancel);
            return Page();
        }
        catch (RefusedException refusal) when (refusal.Kind == RefusalKind.NotFound)
        {
            return NotFound();
        }
    }
}

using CaseManager.Core;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.Web.Pages.Staff.Takedowns;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Venues;

/// <summary>Channels, groups and sites. A pasted link is posted, so that no address of this program ever holds it.</summary>
public sealed class IndexModel(ListVenues listVenues, FindVenue findVenue, AddVenue addVenue, IStringLocalizer<VenuesText> text) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    [BindProperty]
    public string Link { get; set; } = "";

    public IReadOnlyList<VenueRow> Rows { get; private set; } = [];

    /// <summary>Whether a pasted link was read and leads to nothing in the list.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>Where the next page begins; <see langword="null"/> on the last.</summary>
    public string? Next => Rows.Count == ListVenues.PageSize ? WorkAddress.Write(Rows[^1]) : null;

    public async Task OnGetAsync(CancellationToken cancel) => Rows = await listVenues.RunAsync(User.StaffId(), WorkAddress.ReadCursor(After), cancel);

    public Task<IActionResult> OnPostFindAsync(CancellationToken cancel) => AttemptAsync(() => findVenue.RunAsync(Link, User.StaffId(), cancel), cancel);

    public Task<IActionResult> OnPostAddAsync(CancellationToken cancel) => AttemptAsync(async () => await addVenue.RunAsync(Link, User.StaffId(), cancel), cancel);

    private async Task<IActionResult> AttemptAsync(Func<Task<Guid?>> work, CancellationToken cancel)
    {
        // An empty field is bound as null, whatever its type says.
        Link ??= "";
        ModelState.Clear();
        try
        {
            if (await work() is { } venueId)
            {
                return Redirect($"/venues/{HexId.Write(venueId)}");
            }

            IsUnknown = true;
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError("link", text[$"Fault.{refusal.Code}"]);
        }

        await OnGetAsync(cancel);
        return Page();
    }
}

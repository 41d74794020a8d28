using CaseManager.Core;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Venues;

/// <summary>One channel, group or site, as the person who looks may know it.</summary>
public sealed class ShowModel(
    ShowVenue showVenue, SuggestSuccessor suggestSuccessor, DecideSuccessor decideSuccessor, IStringLocalizer<VenuesText> text) : PageModel
{
    public ShownVenue Venue { get; private set; } = null!;

    /// <summary>What happened, newest first.</summary>
    public IReadOnlyList<VenueLine> Lines { get; private set; } = [];

    [BindProperty]
    public string Link { get; set; } = "";

    [BindProperty]
    public string Reason { get; set; } = "";

    /// <summary>What the kind is called within a sentence.</summary>
    public string KindInText => text[$"Kind.{VenueCodes.Write(Venue.Kind)}"].Value.ToLowerInvariant();

    public async Task<IActionResult> OnGetAsync(string venueId, CancellationToken cancel)
    {
        if (!HexId.TryRead(venueId, out var id))
        {
            return NotFound();
        }

        try
        {
            Venue = await showVenue.RunAsync(id, User.StaffId(), cancel);
        }
        catch (RefusedException refusal) when (refusal.Kind == RefusalKind.NotFound)
        {
            return NotFound();
        }

        Lines = new VenueTimeline(text).Of(Venue);
        return Page();
    }

    public Task<IActionResult> OnPostSuggestAsync(string venueId, CancellationToken cancel) =>
        AttemptAsync(venueId, "link", id => suggestSuccessor.RunAsync(id, Link ?? "", User.StaffId(), cancel), cancel);

    public Task<IActionResult> OnPostDecideAsync(string venueId, string pair, SuccessorDecision? decision, CancellationToken cancel) =>
        HexId.TryRead(pair, out var pairId) && decision is { } decided
            ? AttemptAsync(venueId, $"reason-{pair}", id => decideSuccessor.RunAsync(id, pairId, decided, Reason ?? "", User.StaffId(), cancel), cancel)
            : Task.FromResult<IActionResult>(NotFound());

    /// <summary>Name of the text that says how two of them stand.</summary>
    public static string Standing(ShownSuccessor pair) => pair.State switch
    {
        SuccessorState.Suggested => "Successor.suggested",
        SuccessorState.Rejected => "Successor.rejected",
        SuccessorState.Confirmed => pair.OtherIsLater ? "Successor.later" : "Successor.earlier",
    };

    private async Task<IActionResult> AttemptAsync(string venueId, string field, Func<Guid, Task> work, CancellationToken cancel)
    {
        if (!HexId.TryRead(venueId, out var id))
        {
            return NotFound();
        }

        ModelState.Clear();
        try
        {
            await work(id);
            return Redirect($"/venues/{venueId}");
        }
        catch (RefusedException refusal) when (refusal.Kind == RefusalKind.NotFound)
        {
            return NotFound();
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError(field, text[$"Fault.{refusal.Code}"]);
            return await OnGetAsync(venueId, cancel);
        }
    }
}

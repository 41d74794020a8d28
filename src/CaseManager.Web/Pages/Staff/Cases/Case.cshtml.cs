using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Cases;

/// <summary>The frame of one case. What is in it is fetched, opened and drawn by the browser.</summary>
public sealed class CaseModel(ListQueue listQueue, OrganisationZone zone) : PageModel
{
    /// <summary>How a case or a request can end, as codes.</summary>
    public static readonly string[] Outcomes =
    [
        "removed_all", "removed_part", "account_or_group_removed", "geo_blocked_only", "de_indexed_only", "refused", "no_answer", "already_gone",
        "reappeared", "referred", "withdrawn_by_survivor", "undeliverable", "duplicate",
    ];

    public QueueRow Row { get; private set; } = null!;

    /// <summary>Times of reminders are on its clock.</summary>
    public OrganisationZone Zone => zone;

    /// <summary>Where she can live for a law of the directory to be hers.</summary>
    public static readonly string[] Places = ["EU", "GB", "US", "IN", "KR", "JP", "CN", "BR", "other"];

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancel)
    {
        if (!HexId.TryRead(caseId, out var id) || await listQueue.FindAsync(id, User.StaffId(), cancel) is not { } row)
        {
            return NotFound();
        }

        Row = row;
        return Page();
    }
}

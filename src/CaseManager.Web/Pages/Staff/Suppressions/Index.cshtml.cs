using CaseManager.Core;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Suppressions;

/// <summary>Addresses that were found not to exist; an administrator may let mail go there again.</summary>
public sealed class IndexModel(ListSuppressions list, LiftSuppression lift, IStringLocalizer<TakedownsText> text) : PageModel
{
    public IReadOnlyList<(SuppressedAddress Address, string RecipientName)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Rows = await list.RunAsync(cancel);

    public async Task<IActionResult> OnPostLiftAsync(string id, string? why, CancellationToken cancel)
    {
        if (!HexId.TryRead(id, out var suppressionId))
        {
            return NotFound();
        }

        ModelState.Clear();
        try
        {
            await lift.RunAsync(suppressionId, User.StaffId(), why ?? "", cancel);
            return RedirectToPage();
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError($"why-{id}", text[$"Fault.{refusal.Code}"]);
            await OnGetAsync(cancel);
            return Page();
        }
    }
}

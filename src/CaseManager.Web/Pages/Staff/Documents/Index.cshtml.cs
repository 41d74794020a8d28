using CaseManager.Core;
using CaseManager.Core.Documents;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Documents;

/// <summary>Whether caseworkers may ask for papers; on only after the warning about the law.</summary>
public sealed class IndexModel(SwitchDocuments switchDocuments, IStringLocalizer<CasesText> text) : PageModel
{
    /// <summary>The warning that was on the page.</summary>
    [BindProperty]
    public int WarningRead { get; set; }

    /// <summary>The tick beside it.</summary>
    [BindProperty]
    public bool Read { get; set; }

    public DocumentSwitch? Current { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => Current = await switchDocuments.ReadAsync(cancel);

    public async Task<IActionResult> OnPostOnAsync(CancellationToken cancel)
    {
        try
        {
            await switchDocuments.RunAsync(isOn: true, Read ? WarningRead : 0, User.StaffId(), cancel);
            return RedirectToPage();
        }
        catch (RefusedException)
        {
            ModelState.Clear();
            ModelState.AddModelError("read", text["PapersReadMissing"]);
            await OnGetAsync(cancel);
            return Page();
        }
    }

    public async Task<IActionResult> OnPostOffAsync(CancellationToken cancel)
    {
        await switchDocuments.RunAsync(isOn: false, 0, User.StaffId(), cancel);
        return RedirectToPage();
    }
}

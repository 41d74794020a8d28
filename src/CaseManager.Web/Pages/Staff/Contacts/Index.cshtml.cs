using CaseManager.Core;
using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Contacts;

/// <summary>Typed contacts: one person adds, another confirms.</summary>
public sealed class IndexModel(AddContact addContact, ConfirmContact confirmContact, IStringLocalizer<TakedownsText> text) : PageModel
{
    [BindProperty]
    public string Host { get; set; } = "";

    [BindProperty]
    public string Address { get; set; } = "";

    [BindProperty]
    public string Source { get; set; } = "";

    public IReadOnlyList<TypedContact> Contacts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Contacts = await confirmContact.ListAsync(cancel);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        // An empty field is bound as null, whatever its type says.
        (Host, Address, Source) = (Host ?? "", Address ?? "", Source ?? "");
        ModelState.Clear();
        return await AttemptAsync(() => addContact.RunAsync(Host, Address, Source, User.StaffId(), cancel), cancel);
    }

    public async Task<IActionResult> OnPostConfirmAsync(string id, CancellationToken cancel)
    {
        if (!HexId.TryRead(id, out var contactId))
        {
            return NotFound();
        }

        ModelState.Clear();
        return await AttemptAsync(() => confirmContact.RunAsync(contactId, User.StaffId(), cancel), cancel);
    }

    public bool IsOwn(TypedContact contact) => contact.AddedBy == User.StaffId();

    private async Task<IActionResult> AttemptAsync(Func<Task> work, CancellationToken cancel)
    {
        try
        {
            await work();
            return RedirectToPage();
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError(FieldOf(refusal.Code), text[$"Fault.{refusal.Code}"]);
            await OnGetAsync(cancel);
            return Page();
        }
    }

    private static string FieldOf(string code) => code switch
    {
        "address" or "never-address" => "address",
        "source" => "source",
        _ => "host",
    };
}

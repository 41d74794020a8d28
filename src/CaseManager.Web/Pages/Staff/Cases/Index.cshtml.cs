using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Absences;
using CaseManager.Core.Cases.Grants;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Cases;

/// <summary>One page of a queue: what the server knows at once, what cards say once the browser has opened them.</summary>
public sealed class IndexModel(ListQueue listQueue, ListOffers listOffers, ReadAbsences readAbsences) : PageModel
{
    /// <summary>Rows a page, to choose from.</summary>
    public static readonly int[] Sizes = [100, ListQueue.LargestPage];

    [BindProperty(SupportsGet = true, Name = "queue")]
    public string? QueueCode { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true, Name = "rows")]
    public int Rows { get; set; }

    [BindProperty(SupportsGet = true, Name = "reference")]
    public string? Reference { get; set; }

    public string Code { get; private set; } = "";

    public QueuePage Shown { get; private set; } = new([], null);

    /// <summary>Cases she is asked to take over.</summary>
    public IReadOnlyList<Guid> Offers { get; private set; } = [];

    /// <summary>Who is away.</summary>
    public Absences Away { get; private set; } = Absences.None;

    /// <summary>Whether a reference was looked for and is nobody's.</summary>
    public bool NothingFound { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var (queue, code) = QueueAddress.Queues.FirstOrDefault(one => one.Code == QueueCode, QueueAddress.Queues[0]);
        (Code, Rows) = (code, Sizes.Contains(Rows) ? Rows : Sizes[0]);
        Away = await readAbsences.RunAsync(cancel);
        Offers = await listOffers.RunAsync(User.StaffId(), cancel);
        if (Reference is { Length: > 0 })
        {
            var found = await listQueue.FindAsync(Reference, User.StaffId(), cancel);
            if (found is [var only])
            {
                // The reference of a case that is worked on in another leads there.
                return LocalRedirect($"/cases/{HexId.Write(only.MergedInto ?? only.CaseId)}");
            }

            NothingFound = found.Count == 0;
            if (!NothingFound)
            {
                Shown = new QueuePage(found, null);
                return Page();
            }
        }

        Shown = await listQueue.RunAsync(queue, User.StaffId(), QueueAddress.ReadCursor(After), Rows, cancel);
        return Page();
    }
}

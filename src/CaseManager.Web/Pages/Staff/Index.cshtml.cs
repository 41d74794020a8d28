using CaseManager.Core.Cases.Grants;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns.Needs;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff;

/// <summary>Where a sign-in leads: what waits for a caseworker, or whatever else the person's roles open. While there are no keys, administrators read so here.</summary>
public sealed class IndexModel(ShowRootKey show, ListNeeds listNeeds, ListOffers listOffers) : PageModel
{
    /// <summary>The kinds in the order they are offered.</summary>
    public static readonly NeedKind[] Kinds = Enum.GetValues<NeedKind>();

    [BindProperty(SupportsGet = true, Name = "only")]
    public string? OnlyCode { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    /// <summary>Whether she could make the organisation's keys, and nobody has.</summary>
    public bool NeedsKeys { get; private set; }

    /// <summary>What waits for her; <see langword="null"/> for people who work on no cases.</summary>
    public NeedPage? Needs { get; private set; }

    /// <summary>The one kind that is shown.</summary>
    public NeedKind? Only { get; private set; }

    /// <summary>Cases she is asked to take over.</summary>
    public IReadOnlyList<Guid> Offers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        NeedsKeys = Policy.Passes(User, Policy.Administration) && await show.RunAsync(cancel) is null;
        if (Policy.Passes(User, Policy.CaseWork))
        {
            Only = Kinds.Where(kind => NeedWords.Code(kind) == OnlyCode).Select(kind => (NeedKind?)kind).FirstOrDefault();
            Needs = await listNeeds.RunAsync(User.StaffId(), Only, NeedWords.ReadCursor(After), cancel);
            Offers = await listOffers.RunAsync(User.StaffId(), cancel);
        }
    }
}

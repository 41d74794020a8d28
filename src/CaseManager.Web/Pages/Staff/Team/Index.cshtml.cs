using CaseManager.Core.Takedowns.Needs;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Team;

/// <summary>For supervisors: whose messages wait longest, and how much everybody has. Nothing on it names a case she may not know of.</summary>
public sealed class IndexModel(ShowTeam show) : PageModel
{
    public IReadOnlyList<TeamRow> Rows { get; private set; } = [];

    /// <summary>The oldest unanswered message in a case that nobody has, UTC.</summary>
    public DateTimeOffset? UnassignedSince { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Rows = await show.RunAsync(User.StaffId(), cancel);
        UnassignedSince = await show.UnassignedSinceAsync(User.StaffId(), cancel);
    }

    /// <summary>A count that ends somewhere.</summary>
    public static string Count(int count) => count >= ShowTeam.MostCounted ? $"{ShowTeam.MostCounted}+" : $"{count}";
}

using CaseManager.Core.Statistics.Service;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.ServiceFigures;

/// <summary>Exact counts on a screen, for people who may open the cases anyway. There is no file and no API of them.</summary>
public sealed class IndexModel(ShowServiceFigures show) : PageModel
{
    public Core.Statistics.Service.ServiceFigures Figures { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel) => Figures = await show.RunAsync(User.StaffId(), cancel);
}

using System.Text.Json;
using CaseManager.Core.Takedowns;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Takedowns;

/// <summary>The lists of takedown work; what is done about a row is done in its case.</summary>
public sealed class IndexModel(ListTakedownWork listWork) : PageModel
{
    /// <summary>The lists in the order they are shown.</summary>
    public static readonly TakedownList[] Lists = Enum.GetValues<TakedownList>();

    [BindProperty(SupportsGet = true, Name = "list")]
    public string? ListCode { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    public TakedownList Shown { get; private set; }

    public IReadOnlyList<TakedownWork> Rows { get; private set; } = [];

    /// <summary>Whether rows are requests with clocks rather than notices.</summary>
    public bool HasClocks => Shown is TakedownList.Due or TakedownList.Overdue;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Shown = Lists.FirstOrDefault(list => Code(list) == ListCode);
        Rows = await listWork.RunAsync(Shown, User.StaffId(), WorkAddress.ReadCursor(After), cancel);
    }

    /// <summary>Where the next page begins; <see langword="null"/> on the last.</summary>
    public string? Next => Rows.Count == ListTakedownWork.PageSize ? WorkAddress.Write(Rows[^1]) : null;

    public bool IsOwn(TakedownWork row) => row.SealedBy == User.StaffId();

    /// <summary>A list, state or route as its code.</summary>
    public static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

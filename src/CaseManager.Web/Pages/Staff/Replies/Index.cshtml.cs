using CaseManager.Core.Cases.Replies;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Replies;

/// <summary>The saved replies, for supervisors; caseworkers find them beside the message box of a case.</summary>
public sealed class IndexModel(ListReplies list) : PageModel
{
    public IReadOnlyList<SavedReply> Replies { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Replies = await list.RunAsync(cancel);
}

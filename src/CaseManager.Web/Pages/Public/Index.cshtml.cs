using System.Buffers.Text;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Public;

/// <summary>The survivor's one document: every step stands in it, and the script shows one at a time.</summary>
public sealed class IndexModel(ShowRootKey showRootKey, IntakeOptions intake) : PageModel
{
    /// <summary>The key that browsers verify everything from, base64url; <see langword="null"/> before there is one.</summary>
    public string? RootKey { get; private set; }

    /// <summary>Whether there is a form without script to lead to.</summary>
    public bool HasPlainForm => intake.PlainForm is not PlainFormMode.Off;

    public async Task OnGetAsync(CancellationToken cancel) =>
        RootKey = await showRootKey.RunAsync(cancel) is { } key ? Base64Url.EncodeToString(key) : null;
}

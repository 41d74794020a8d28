using CaseManager.Core;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Publishing;
using CaseManager.Core.Statistics.Releases;
using CaseManager.Web.Pages.Shared;
using CaseManager.Web.Security;
using CaseManager.Web.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Pages.Staff.Statistics;

/// <summary>One release, read from its stored bundle.</summary>
public sealed class ShowModel(
    ExportRelease export, ListReleases list, ShowPublished published, PublishRelease publish, SignReleases signer, IOptions<CaseManagerOptions> options, RefusalWords words)
    : PageModel
{
    public Release Release { get; private set; } = null!;

    public BundleContent Bundle { get; private set; } = null!;

    /// <summary>Whether a correction takes its place.</summary>
    public bool IsReplaced { get; private set; }

    public bool IsPublished { get; private set; }

    /// <summary>Whether the public host shows what is published.</summary>
    public bool IsPublicOn => options.Value.PublicStatistics;

    public string KeyMark => signer.KeyMark;

    public ShownTables Tables => new(HexId.Write(Release.Id), Bundle, "h2");

    public async Task<IActionResult> OnGetAsync(string releaseId, CancellationToken cancel)
    {
        if (!HexId.TryRead(releaseId, out var id))
        {
            return NotFound();
        }

        try
        {
            var found = await export.RunAsync(id, cancel);
            (Release, Bundle) = (found.Release, BundleContent.Read(found.Bytes));
            IsReplaced = (await list.RunAsync(cancel)).Any(other => other.Period == Release.Period && other.Revision > Release.Revision);
            IsPublished = await published.IsPublishedAsync(id, cancel);
            return Page();
        }
        catch (RefusedException refusal) when (refusal.Kind is RefusalKind.NotFound)
        {
            return NotFound();
        }
    }

    public Task<IActionResult> OnPostPublishAsync(string releaseId, CancellationToken cancel) =>
        AttemptAsync(releaseId, id => publish.RunAsync(id, User.StaffId(), cancel), cancel);

    public Task<IActionResult> OnPostTakeOffAsync(string releaseId, CancellationToken cancel) =>
        AttemptAsync(releaseId, id => publish.TakeOffAsync(id, User.StaffId(), cancel), cancel);

    private async Task<IActionResult> AttemptAsync(string releaseId, Func<Guid, Task> work, CancellationToken cancel)
    {
        if (!HexId.TryRead(releaseId, out var id))
        {
            return NotFound();
        }

        ModelState.Clear();
        try
        {
            await work(id);
            return Redirect($"/statistics/{releaseId}");
        }
        catch (RefusedException refusal) when (refusal.Kind is RefusalKind.NotFound)
        {
            return NotFound();
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError("public-page", words.Of(refusal.Code));
            return await OnGetAsync(releaseId, cancel);
        }
    }
}

using System.Net.Mime;
using CaseManager.Core;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Publishing;
using CaseManager.Core.Statistics.Releases;
using CaseManager.Web.Security;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>The bundle of a release and the files in it, byte for byte as they were built: for staff, and on the public host what was published.</summary>
public static class ReleaseFiles
{
    private const string Bundle = "/statistics/{releaseId}/bundle";
    private const string Single = "/statistics/{releaseId}/files/{**name}";

    // Always saved, never opened as a page of ours; a chart still shows where a page embeds it.
    private const string FilePolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

    public static void MapReleaseFiles(this WebApplication app, Sites sites)
    {
        var staff = app.MapGroup("").RequireHost(sites.StaffHost).RequireAuthorization(Policy.Releases).ExcludeFromDescription();
        staff.MapGet(Bundle, (string releaseId, ExportRelease export, CancellationToken cancel) => BundleAsync(releaseId, id => FindAsync(export, id, cancel)));
        staff.MapGet(Single, (string releaseId, string? name, HttpResponse answer, ExportRelease export, CancellationToken cancel) =>
            SingleAsync(releaseId, name, answer, id => FindAsync(export, id, cancel)));
        if (!app.Services.GetRequiredService<IOptions<CaseManagerOptions>>().Value.PublicStatistics)
        {
            return;
        }

        var open = app.MapGroup("").RequireHost(sites.PublicHosts).ExcludeFromDescription();
        open.MapGet(Bundle, (string releaseId, ShowPublished published, CancellationToken cancel) => BundleAsync(releaseId, id => published.OpenAsync(id, cancel)));
        open.MapGet(Single, (string releaseId, string? name, HttpResponse answer, ShowPublished published, CancellationToken cancel) =>
            SingleAsync(releaseId, name, answer, id => published.OpenAsync(id, cancel)));
    }

    private static async Task<ReleaseBundle?> FindAsync(ExportRelease export, Guid releaseId, CancellationToken cancel)
    {
        try
        {
            return await export.RunAsync(releaseId, cancel);
        }
        catch (RefusedException refusal) when (refusal.Kind is RefusalKind.NotFound)
        {
            return null;
        }
    }

    private static async Task<IResult> BundleAsync(string releaseId, Func<Guid, Task<ReleaseBundle?>> find) =>
        HexId.TryRead(releaseId, out var id) && await find(id) is { } bundle
            ? Results.Bytes(bundle.Bytes, MediaTypeNames.Application.Zip, bundle.Release.FileName)
            : Results.NotFound();

    private static async Task<IResult> SingleAsync(string releaseId, string? name, HttpResponse answer, Func<Guid, Task<ReleaseBundle?>> find)
    {
        if (!HexId.TryRead(releaseId, out var id) || await find(id) is not { } bundle
            || name is null || BundleContent.FileOf(bundle.Bytes, name) is not { } bytes)
        {
            return Results.NotFound();
        }

        answer.Headers.ContentSecurityPolicy = FilePolicy;
        return Results.Bytes(bytes, TypeOf(name), $"{Path.GetFileNameWithoutExtension(bundle.Release.FileName)}-{Path.GetFileName(name)}");
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".csv" => "text/csv; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => MediaTypeNames.Application.Json,
        ".txt" or ".md" => "text/plain; charset=utf-8",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => MediaTypeNames.Application.Octet,
    };
}

using CaseManager.Core;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Web.Pages.Staff.Records;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Platforms;

/// <summary>One platform: what is known, from where, how sure, and who changed it.</summary>
public sealed class ShowModel(ReadDirectory readDirectory, RecordHistory history, ConfirmRecord confirm, IStringLocalizer<DirectoryText> text) : PageModel
{
    public string Id { get; private set; } = "";

    /// <summary><see langword="null"/> where it is out of use.</summary>
    public Platform? Platform { get; private set; }

    public ShownHistory History { get; private set; } = null!;

    public bool MayEdit => Policy.Passes(User, Policy.Administration);

    public bool MayCorrectFields => MayEdit || Policy.Passes(User, Policy.CaseWork);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        Id = id;
        Platform = (await readDirectory.RunAsync(cancel)).Platforms.Find(id);
        var versions = await history.OfAsync(RecordKind.Platform, id, cancel);
        History = new ShownHistory(versions, User.StaffId(), PlatformDirectory.Seed.Find(id) is null ? null : PlatformDirectory.Seed.Compiled);
        return Platform is null && versions.Count == 0 ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(string id, int number, CancellationToken cancel)
    {
        try
        {
            await confirm.RunAsync(RecordKind.Platform, id, number, User.StaffId(), cancel);
            return RedirectToPage(new { id });
        }
        catch (RefusedException refusal)
        {
            ModelState.Clear();
            ModelState.AddModelError("history", text[$"Fault.{refusal.Code}"]);
            return await OnGetAsync(id, cancel);
        }
    }

    public IEnumerable<(string Label, string Value)> Facts(Platform platform)
    {
        yield return ("Operator", platform.Operator);
        yield return ("Hosts", string.Join(", ", platform.HostPatterns));
        yield return ("Languages", platform.Languages.Count > 0 ? string.Join(", ", platform.Languages) : text["NotRead"].Value);
        yield return ("LastChecked", platform.LastVerified?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? text["NeverChecked"].Value);
        yield return ("ConfidenceOverall", RecordWords.Spaced(platform.Confidence.Overall));
        if (platform.OwnRule is { Length: > 0 } rule)
        {
            yield return ("OwnRule", rule);
        }

        if (platform.IdentityRequired is { Length: > 0 } identity)
        {
            yield return ("IdentityRequired", identity);
        }

        yield return ("TidaProcess", platform.TidaProcess.Status);
    }

    public IEnumerable<(string Label, IReadOnlyList<string> Lines)> Lists(Platform platform) =>
    [
        ("Promises", platform.KnownPromises),
        ("Behaviour", platform.KnownBehaviour),
        ("Unverified", platform.Confidence.Unverified),
        ("Sources", [.. platform.Sources.Select(source => $"{source.Url}: {source.Supports}{(source.AsOf is { } day ? $" ({day})" : "")}")]),
    ];
}

using CaseManager.Core;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Platforms;

/// <summary>Administrators write a new version of a platform's record; what was typed survives a refusal.</summary>
public sealed class EditModel(ReadDirectory readDirectory, RecordHistory history, SaveRecord save, IStringLocalizer<DirectoryText> text) : PageModel
{
    /// <summary>In the address of a platform that does not exist yet.</summary>
    public const string New = "add";

    private static readonly string[] Choices = ["Use", "Confidence", "Status", "Starts", "AuthorisedAgent"];

    [BindProperty]
    public PlatformInput Input { get; set; } = new();

    public string Id { get; private set; } = "";

    public bool IsInUse { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } found)
        {
            return NotFound();
        }

        Input = PlatformInput.Of(found.Platform);
        Input.Seen = found.Number;
        return Page();
    }

    public Task<IActionResult> OnPostSaveAsync(string id, CancellationToken cancel) => AttemptAsync(
        id,
        async platform =>
        {
            var saved = Input.On(id == New ? PlatformInput.Empty((Input.Id ?? "").Trim()) : platform);
            if (id == New && (PlatformDirectory.Seed.Find(saved.Id) is not null || saved.Id == New))
            {
                throw new RefusedException("record-id");
            }

            await save.RunAsync(saved, Input.Seen, Input.Reason ?? "", User.StaffId(), cancel);
            return saved.Id;
        },
        cancel);

    public Task<IActionResult> OnPostRemoveAsync(string id, CancellationToken cancel) => AttemptAsync(
        id,
        async platform =>
        {
            await save.RemoveAsync(platform.Id, Input.Seen, Input.Reason ?? "", User.StaffId(), cancel);
            return platform.Id;
        },
        cancel);

    private async Task<IActionResult> AttemptAsync(string id, Func<Platform, Task<string>> work, CancellationToken cancel)
    {
        // A choice that is none of those on the page was not made on it.
        if (ModelState.Any(entry => entry.Value?.Errors.Count > 0 && Choices.Contains(entry.Key.Split('.')[^1])))
        {
            return BadRequest();
        }

        ModelState.Clear();
        if (await FindAsync(id, cancel) is not { } found)
        {
            return NotFound();
        }

        try
        {
            return RedirectToPage("Show", new { id = await work(found.Platform) });
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError(FieldOf(refusal.Code), text[$"Fault.{refusal.Code}"]);
            return Page();
        }
    }

    /// <summary>The record that counts; for one out of use, the last that did.</summary>
    private async Task<(Platform Platform, int Number)?> FindAsync(string id, CancellationToken cancel)
    {
        Id = id;
        if (id == New)
        {
            return (PlatformInput.Empty(""), 0);
        }

        var versions = await history.OfAsync(RecordKind.Platform, id, cancel);
        var current = (await readDirectory.RunAsync(cancel)).Platforms.Find(id);
        IsInUse = current is not null;
        var platform = current
            ?? (versions.FirstOrDefault(version => version.Body is not null) is { } last ? RecordText.Read<Platform>(last.Body!) : versions.Count > 0 ? PlatformDirectory.Seed.Find(id) : null);
        return platform is null ? null : (platform, versions.Count > 0 ? versions[0].Number : 0);
    }

    private static string FieldOf(string code) => code switch
    {
        "record-id" => "id",
        "hosts" => "hosts",
        "reason" => "reason",
        "name" or "too-long" or "record-changed" => "name",
        _ => "channels",
    };
}

using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Platforms;

/// <summary>Whoever submits a form writes down what it really asks for, in its order: a new version of the record.</summary>
public sealed class FieldsModel(ReadDirectory readDirectory, SaveRecord save, IStringLocalizer<DirectoryText> text) : PageModel
{
    /// <summary>What can go into a field; by hand: whoever submits the form types it there.</summary>
    public static readonly string[] Contents = ["explanation", "links", "notifier_name", "notifier_email", "good_faith", ByHand, ChannelField.DepictedPerson];

    private const string ByHand = "by_hand";
    private const int Spare = 3;

    [BindProperty]
    public List<FieldInput> Fields { get; set; } = [];

    [BindProperty]
    public bool Confirmed { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Number of the version on the page.</summary>
    [BindProperty]
    public int Seen { get; set; }

    public Platform Platform { get; private set; } = null!;

    public Channel Channel { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, int index, CancellationToken cancel)
    {
        if (!await FindAsync(id, index, cancel))
        {
            return NotFound();
        }

        Seen = Platform.RecordVersion;
        Confirmed = Channel.FieldsConfirmed;
        Fields = [.. Channel.Fields.Select(field => new FieldInput { Label = field.Label, What = field.ByHand && field.Id != ChannelField.DepictedPerson ? ByHand : field.Id })];
        AddSpare();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, int index, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!await FindAsync(id, index, cancel))
        {
            return NotFound();
        }

        try
        {
            var channels = Platform.Channels.ToList();
            channels[index] = Channel with { Fields = Read(), FieldsConfirmed = Confirmed };
            await save.RunAsync(Platform with { Channels = channels }, Seen, Reason ?? "", User.StaffId(), cancel);
            return RedirectToPage("Show", new { id });
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError(refusal.Code == "reason" ? "reason" : "fields", text[$"Fault.{refusal.Code}"]);
            Fields = [.. Fields.Where(field => !string.IsNullOrWhiteSpace(field.Label))];
            AddSpare();
            return Page();
        }
    }

    private List<ChannelField> Read()
    {
        var fields = Fields
            .Where(field => !string.IsNullOrWhiteSpace(field.Label))
            .Select((field, at) => new ChannelField
            {
                Id = field.What == ByHand ? string.Create(CultureInfo.InvariantCulture, $"by_hand_{at + 1}") : field.What ?? "",
                Label = field.Label!.Trim(),
                ByHand = field.What is ByHand or ChannelField.DepictedPerson,
            })
            .ToList();
        return fields.Count is > 0 and <= 40 && fields.TrueForAll(field => field.ByHand || Contents.Contains(field.Id)) && fields.DistinctBy(field => field.Id).Count() == fields.Count
            ? fields
            : throw new RefusedException("fields");
    }

    private async Task<bool> FindAsync(string id, int index, CancellationToken cancel)
    {
        if ((await readDirectory.RunAsync(cancel)).Platforms.Find(id) is not { } platform
            || index < 0 || index >= platform.Channels.Count
            || platform.Channels[index] is not { Route: ChannelRoute.Form or ChannelRoute.InApp, Use: not ChannelUse.Never } channel)
        {
            return false;
        }

        (Platform, Channel) = (platform, channel);
        return true;
    }

    private void AddSpare() => Fields.AddRange(Enumerable.Range(0, Spare).Select(_ => new FieldInput { What = ByHand }));

    /// <summary>One field of the form as it was typed.</summary>
    public sealed class FieldInput
    {
        public string? Label { get; set; }

        public string? What { get; set; }
    }
}

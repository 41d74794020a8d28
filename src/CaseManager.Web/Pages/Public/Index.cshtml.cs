using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Public;

/// <summary>The survivor's one document: every step stands in it, and the script shows one at a time.</summary>
public sealed class IndexModel(ShowRootKey showRootKey, IntakeOptions intake, IStringLocalizer<PublicText> text) : PageModel
{
    private const string ForScripts = "script.";

    // Letters of every script as they are, and still none that could end the element.
    private static readonly JsonSerializerOptions json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The key that browsers verify everything from, base64url; <see langword="null"/> before there is one.</summary>
    public string? RootKey { get; private set; }

    /// <summary>Whether there is a form without script to lead to.</summary>
    public bool HasPlainForm => intake.PlainForm is not PlainFormMode.Off;

    /// <summary>The words that scripts show, as JSON; the serializer leaves no character that could end the element.</summary>
    public string ScriptTexts => JsonSerializer.Serialize(text.GetAllStrings(includeParentCultures: true)
        .Where(entry => entry.Name.StartsWith(ForScripts, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Name[ForScripts.Length..], entry => entry.Value), json);

    public async Task OnGetAsync(CancellationToken cancel) =>
        RootKey = await showRootKey.RunAsync(cancel) is { } key ? Base64Url.EncodeToString(key) : null;
}

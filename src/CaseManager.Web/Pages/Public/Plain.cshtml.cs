using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Reports.Plain;
using CaseManager.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Public;

/// <summary>The form without script: one page, an ordinary post, sealed in memory, the receipt shown once.</summary>
[IgnoreAntiforgeryToken]
[UrlEncodedOnly]
[RequestSizeLimit(MaximumLength)]
[EnableRateLimiting(RateLimits.PlainForm)]
public sealed class PlainModel(
    IntakeOptions options, AcceptingReports accepting, ReceivePlainReport receivePlainReport, IStringLocalizer<PlainFormText> text) : PageModel
{
    // Far more than the fields may hold: what is too long for them is still read, so that it can be shown again.
    private const int MaximumLength = 2 * 1024 * 1024;
    private const int FormLength = 32;

    /// <summary>What was typed; shown again when something has to be looked at.</summary>
    [BindProperty]
    public PlainFormInput Input { get; set; } = new();

    /// <summary>Random bytes of this form: pressed twice, it makes one report.</summary>
    [BindProperty]
    public string? Form { get; set; }

    /// <summary>What has to be looked at again, by the field it belongs to.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>Her receipt, once the report is in.</summary>
    public ReceiptCode? Receipt { get; private set; }

    /// <summary>Whether nobody could open a report yet.</summary>
    public bool NotAccepting { get; private set; }

    /// <summary>Whether a report could not be stored just now and has to be sent again.</summary>
    public bool NotArrived { get; private set; }

    /// <summary>Whether so much was sent that nothing of it was read.</summary>
    public bool NotRead { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (options.PlainForm is PlainFormMode.Off)
        {
            return NotFound();
        }

        Form = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(FormLength));
        try
        {
            await accepting.RunAsync(cancel);
            return Page();
        }
        catch (RefusedException)
        {
            return Refused();
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (options.PlainForm is PlainFormMode.Off)
        {
            return NotFound();
        }

        // Nothing of a post above the limit is bound, whatever was typed.
        if (ModelState.TryGetValue("", out var unread) && unread.Errors.Count > 0)
        {
            return TooMuch();
        }

        var form = ReadForm();
        Errors = Input.Check(text);
        if (Errors.Count > 0)
        {
            return Page();
        }

        try
        {
            Receipt = await receivePlainReport.RunAsync(Input.ToReport(CultureInfo.CurrentUICulture.Name), form, cancel);
            return Page();
        }
        catch (Exception failure) when (failure is RefusedException { Kind: RefusalKind.NotNow } || DatabaseAway.Is(failure))
        {
            return TryAgain();
        }
    }

    private PageResult TooMuch()
    {
        ReadForm();
        NotRead = true;
        Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Page();
    }

    /// <summary>Everything typed stays on the page, and sending the same form again makes one report.</summary>
    private PageResult TryAgain()
    {
        NotArrived = true;
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        DatabaseAway.AskToRetry(Response);
        return Page();
    }

    private PageResult Refused()
    {
        NotAccepting = true;
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Page();
    }

    /// <summary>A form whose bytes were lost is a new form.</summary>
    private byte[] ReadForm()
    {
        var bytes = Form is { Length: > 0 } && Base64Url.IsValid(Form) ? Base64Url.DecodeFromChars(Form) : [];
        if (bytes.Length != FormLength)
        {
            bytes = RandomNumberGenerator.GetBytes(FormLength);
            Form = Base64Url.EncodeToString(bytes);
        }

        return bytes;
    }
}

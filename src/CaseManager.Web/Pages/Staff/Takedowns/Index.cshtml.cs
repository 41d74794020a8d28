using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.Web.Mail;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Pages.Staff.Takedowns;

/// <summary>The lists of takedown work; what is done about a row is done in its case.</summary>
public sealed class IndexModel(
    ListTakedownWork listWork, RequireReach requireReach, LiftHold liftHold, TryRelayNow tryNow, ShowSendingHealth health, IOptions<SmtpOptions> smtp,
    TimeProvider time, IStringLocalizer<TakedownsText> text) : PageModel
{
    private const string Unsent = "/takedowns?list=unsent";

    /// <summary>The lists in the order they are shown.</summary>
    public static readonly TakedownList[] Lists = Enum.GetValues<TakedownList>();

    [BindProperty(SupportsGet = true, Name = "list")]
    public string? ListCode { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    public TakedownList Shown { get; private set; }

    /// <summary>How sending does; only beside what has not left.</summary>
    public SendingHealth? Health { get; private set; }

    public IReadOnlyList<TakedownWork> Rows { get; private set; } = [];

    /// <summary>Whether rows are requests with clocks rather than notices.</summary>
    public bool HasClocks => Shown is TakedownList.Due or TakedownList.Overdue;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Shown = Lists.FirstOrDefault(list => Code(list) == ListCode);
        Rows = await listWork.RunAsync(Shown, User.StaffId(), WorkAddress.ReadCursor(After), cancel);
        Health = Shown == TakedownList.Unsent ? await health.RunAsync(smtp.Value.Relay, User.StaffId(), cancel) : null;
    }

    public async Task<IActionResult> OnPostLiftHoldAsync(string id, string? why, CancellationToken cancel)
    {
        if (!HexId.TryRead(id, out var noticeId))
        {
            return NotFound();
        }

        ModelState.Clear();
        try
        {
            await requireReach.RunAsync(ReachedBy.Notice, noticeId, User.StaffId(), cancel);
            await liftHold.RunAsync(noticeId, User.StaffId(), why ?? "", cancel);
            return Redirect(Unsent);
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError($"why-{id}", text[$"Fault.{refusal.Code}"]);
            ListCode = Code(TakedownList.Unsent);
            await OnGetAsync(cancel);
            return Page();
        }
    }

    public async Task<IActionResult> OnPostTryNowAsync(CancellationToken cancel)
    {
        await tryNow.RunAsync(smtp.Value.Relay, User.StaffId(), cancel);
        return Redirect(Unsent);
    }

    /// <summary>How long it has waited, or how long ago something was, in whole hours and minutes.</summary>
    public string Age(DateTimeOffset since)
    {
        var age = time.GetUtcNow() - since;
        return age.TotalHours >= 1 ? text["AgeHours", (int)age.TotalHours] : text["AgeMinutes", Math.Max(0, (int)age.TotalMinutes)];
    }

    /// <summary>Whether it waits longer than anything should.</summary>
    public bool IsLate(TakedownWork row) => !row.IsHeld && row.State is not (NoticeState.DeadLetter or NoticeState.Bounced)
        && row.At + ShowSendingHealth.MaximumAge < time.GetUtcNow();

    /// <summary>Where the next page begins; <see langword="null"/> on the last.</summary>
    public string? Next => Rows.Count == ListTakedownWork.PageSize ? WorkAddress.Write(Rows[^1]) : null;

    public bool IsOwn(TakedownWork row) => row.SealedBy == User.StaffId();

    /// <summary>A list, state or route as its code.</summary>
    public static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Statistics.Declarations;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Requests;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Statistics;

/// <summary>What is next, what is left of each year's budget, what others agree to, and years to come. Building itself is the worker's.</summary>
public sealed class BuildingModel(
    ShowBuilding show, RequestRelease request, ApproveRelease approve, DeclareYear declare, ApproveDeclaration approveDeclaration, ListStaff staff, RefusalWords words)
    : PageModel
{
    /// <summary>How many years are shown before the earlier ones, which are folded away.</summary>
    public const int YearsOpen = 2;

    private const string Here = "/statistics/building";

    /// <summary><see langword="null"/> where this machine may not read releases.</summary>
    public ShownBuilding? Building { get; private set; }

    public ShownRequests Requests { get; private set; } = ShownRequests.None;

    /// <summary>Why nothing can be shown here, in words; empty where it can.</summary>
    public string Refusal { get; private set; } = "";

    [BindProperty]
    public string? Typed { get; set; }

    [BindProperty]
    public int? Year { get; set; }

    [BindProperty]
    public string? Preset { get; set; }

    [BindProperty]
    public string? Intake { get; set; }

    [BindProperty]
    public string? Countries { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        try
        {
            Building = await show.RunAsync(cancel);
            Requests = new ShownRequests(Building.Requests, await staff.RunAsync(cancel), User);
        }
        catch (RefusedException refusal)
        {
            Refusal = words.Of(refusal.Code);
        }
    }

    public Task<IActionResult> OnPostBuildAsync(string? period, CancellationToken cancel) =>
        AttemptAsync(period is null ? "typed" : "years", () => request.RunAsync(period ?? Typed ?? "", isCorrection: false, User.StaffId(), cancel), cancel);

    public Task<IActionResult> OnPostCorrectAsync(string? period, CancellationToken cancel) =>
        AttemptAsync("years", () => request.RunAsync(period ?? "", isCorrection: true, User.StaffId(), cancel), cancel);

    public Task<IActionResult> OnPostAgreeAsync([FromForm(Name = "request")] string? requestId, CancellationToken cancel) =>
        AttemptAsync("requests", () => approve.RunAsync(IdOf(requestId), User.StaffId(), cancel), cancel);

    public Task<IActionResult> OnPostDeclineAsync([FromForm(Name = "request")] string? requestId, CancellationToken cancel) =>
        AttemptAsync("requests", () => approve.DeclineAsync(IdOf(requestId), User.StaffId(), cancel), cancel);

    public Task<IActionResult> OnPostDeclareAsync(CancellationToken cancel) => AttemptAsync(
        "declare",
        () => declare.RunAsync(
            Year ?? throw new RefusedException("year-unknown"),
            Preset ?? "",
            Enum.TryParse<PeriodLength>(Intake, out var length) ? length : throw new RefusedException("no-length"),
            Countries ?? "",
            User.StaffId(),
            cancel),
        cancel);

    public Task<IActionResult> OnPostAgreeYearAsync(CancellationToken cancel) => AttemptAsync(
        "declare", () => approveDeclaration.RunAsync(Year ?? throw new RefusedException("year-unknown"), User.StaffId(), cancel), cancel);

    private async Task<IActionResult> AttemptAsync(string field, Func<Task> work, CancellationToken cancel)
    {
        ModelState.Clear();
        try
        {
            await work();
            return Redirect(Here);
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError(field, words.Of(refusal.Code));
        }

        await OnGetAsync(cancel);
        return Page();
    }

    private static Guid IdOf(string? text) => HexId.TryRead(text, out var id) ? id : throw new RefusedException("no-request", RefusalKind.NotFound);
}

/// <summary>A year on the builder's page.</summary>
/// <param name="Requests">Everything that was asked for.</param>
public sealed record ShownYear(YearStanding Year, IReadOnlyList<BuildRequest> Requests);

using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Absences;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Leave;

/// <summary>Says until when somebody is away and who looks after her work: everybody for herself, a supervisor for anybody.</summary>
public sealed class IndexModel(
    ShowAway show, SetAbsence set, EndAbsence end, OrganisationZone zone, TimeProvider time, IStringLocalizer<DayText> text) : PageModel
{
    [BindProperty]
    public string? Staff { get; set; }

    [BindProperty]
    public string? BackOn { get; set; }

    [BindProperty]
    public string? Cover { get; set; }

    public AwayPage Shown { get; private set; } = null!;

    /// <summary>How many cases are restricted to the person alone whose absence a supervisor sets; she is asked before.</summary>
    public int AloneOfStaff { get; private set; }

    /// <summary>Whose absence is being set.</summary>
    public Guid StaffId { get; private set; }

    public DateOnly Tomorrow => zone.Today(time.GetUtcNow()).AddDays(1);

    public bool MayDecideForAll => Policy.Passes(User, Policy.Supervision);

    public async Task OnGetAsync(string? staff, CancellationToken cancel)
    {
        Staff ??= staff;
        StaffId = MayDecideForAll && HexId.TryRead(Staff, out var asked) ? asked : User.StaffId();
        Shown = await show.RunAsync(User.StaffId(), cancel);
        if (Shown.People.All(person => person.Id != StaffId))
        {
            StaffId = User.StaffId();
        }

        AloneOfStaff = StaffId == User.StaffId() ? Shown.Alone.Count : await show.CountAloneAsync(StaffId, cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => DecideAsync(
        async staffId =>
        {
            if (!DateOnly.TryParseExact(BackOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                throw new RefusedException("back-on");
            }

            if (!HexId.TryRead(Cover, out var cover))
            {
                throw new RefusedException("cover");
            }

            await set.RunAsync(User.StaffId(), staffId, day, cover, cancel);
        },
        cancel);

    public Task<IActionResult> OnPostEndAsync(CancellationToken cancel) => DecideAsync(staffId => end.RunAsync(User.StaffId(), staffId, cancel), cancel);

    private async Task<IActionResult> DecideAsync(Func<Guid, Task> decide, CancellationToken cancel)
    {
        if (!HexId.TryRead(Staff, out var staffId))
        {
            return NotFound();
        }

        ModelState.Clear();
        try
        {
            await decide(staffId);
            return Redirect(staffId == User.StaffId() ? "/away" : $"/away?staff={Staff}");
        }
        catch (RefusedException refusal) when (refusal.Code is "unknown-staff")
        {
            return NotFound();
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError(refusal.Code is "back-on" ? "back-on" : "cover", text[$"Fault.{refusal.Code}"]);
            await OnGetAsync(Staff, cancel);
            return Page();
        }
    }
}

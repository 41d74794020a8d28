using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns;
using CaseManager.Web.Pages.Staff.Records;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Regimes;

/// <summary>One regime: what is known, what speaks against relying on it, and what the organisation decided.</summary>
public sealed class ShowModel(
    ReadDirectory readDirectory, RecordHistory history, SaveRecord save, ConfirmRecord confirm, DecideRegime decide, TakedownPolicy policy, TimeProvider time, IStringLocalizer<DirectoryText> text) : PageModel
{
    private readonly RegimeWords words = new(text);

    private static readonly string[] Choices = ["Use", "Confidence", "Status", "Starts", "AuthorisedAgent"];

    [BindProperty]
    public RegimeInput Input { get; set; } = new();

    [BindProperty]
    public bool May { get; set; }

    [BindProperty]
    public bool SecondPerson { get; set; }

    [BindProperty]
    public List<string> Doubts { get; set; } = [];

    [BindProperty]
    public string? DecisionReason { get; set; }

    public ShownRegime Shown { get; private set; } = null!;

    public IReadOnlyList<RegimeDecision> Decisions { get; private set; } = [];

    public ShownHistory History { get; private set; } = null!;

    /// <summary>What stands in the decision's form: after a refusal, what was chosen.</summary>
    public (bool May, bool SecondPerson) Chosen { get; private set; }

    public bool MayDecide => Policy.Passes(User, Policy.Administration);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        Input = RegimeInput.Of(Shown.Regime);
        return Page();
    }

    public Task<IActionResult> OnPostDecideAsync(string id, CancellationToken cancel) =>
        AttemptAsync(id, () => decide.RunAsync(id, May, SecondPerson, Doubts, DecisionReason ?? "", policy.Today(time.GetUtcNow()), User.StaffId(), cancel), isDecision: true, cancel);

    public Task<IActionResult> OnPostSaveAsync(string id, CancellationToken cancel) =>
        AttemptAsync(id, () => save.RunAsync(Input.On(Shown.Regime), Input.Seen, Input.Reason ?? "", User.StaffId(), cancel), isDecision: false, cancel);

    public async Task<IActionResult> OnPostConfirmAsync(string id, int number, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        try
        {
            await confirm.RunAsync(RecordKind.Regime, id, number, User.StaffId(), cancel);
            return RedirectToPage(new { id });
        }
        catch (RefusedException refusal)
        {
            ModelState.Clear();
            ModelState.AddModelError("history", text[$"Fault.{refusal.Code}"]);
            return await OnGetAsync(id, cancel);
        }
    }

    public IEnumerable<(string Label, string Value)> Facts()
    {
        var regime = Shown.Regime;
        yield return ("Citation", regime.Citation);
        yield return ("Where", regime.Jurisdiction);
        yield return ("Status", text[$"Status.{regime.Status}"]);
        yield return ("InForceFrom", regime.InForceFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? text["NotKnown"].Value);
        yield return ("Clock", words.Clock(Shown.Clock));
        yield return ("Scope", regime.MaterialScope);
        yield return ("Addressee", regime.Addressee);
        yield return ("Sender", text[regime.Sender.AnyEntity ? "Sender.any" : regime.Sender.AuthorisedAgent == true ? "Sender.agent" : "Sender.unknown"]);
        yield return ("PassedOn", regime.Identity.PassedToUploader ?? text["NotKnown"].Value);
        yield return ("ConfidenceOverall", RecordWords.Spaced(regime.Confidence.Overall));
    }

    public IEnumerable<(string Label, IReadOnlyList<string> Lines)> Lists() =>
    [
        ("Next", [.. Shown.Regime.Escalation.Select(step => $"{step.Body}: {step.Channel} ({step.When})")]),
        ("Unverified", Shown.Regime.Confidence.Unverified),
        ("Sources", [.. Shown.Regime.Sources.Select(source => $"{source.Url}: {source.Supports}{(source.AsOf is { } day ? $" ({day})" : "")}")]),
    ];

    private async Task<IActionResult> AttemptAsync(string id, Func<Task> work, bool isDecision, CancellationToken cancel)
    {
        // A choice that is none of those on the page was not made on it.
        if (ModelState.Any(entry => entry.Value?.Errors.Count > 0 && Choices.Contains(entry.Key.Split('.')[^1])))
        {
            return BadRequest();
        }

        ModelState.Clear();
        if (!MayDecide)
        {
            return Forbid();
        }

        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        try
        {
            await work();
            return RedirectToPage(new { id });
        }
        catch (RefusedException refusal)
        {
            ModelState.AddModelError(isDecision ? "decision-reason" : refusal.Code == "reason" ? "reason" : "facts", text[$"Fault.{refusal.Code}"]);
            if (isDecision)
            {
                Chosen = (May, SecondPerson);
                Input = RegimeInput.Of(Shown.Regime);
            }

            return Page();
        }
    }

    private async Task<bool> FindAsync(string id, CancellationToken cancel)
    {
        var directory = await readDirectory.RunAsync(cancel);
        if (directory.Regimes.Find(id) is not { } regime)
        {
            return false;
        }

        var today = policy.Today(time.GetUtcNow());
        Shown = new ShownRegime(regime, directory.StandingOf(regime, today), regime.ClockOn(today));
        Chosen = (Shown.Standing.MayBeChosen, Shown.Standing.SecondPerson);
        Decisions = await history.DecisionsAsync(id, cancel);
        History = new ShownHistory(await history.OfAsync(RecordKind.Regime, id, cancel), User.StaffId(), RegimeDirectory.Seed.Compiled);
        return true;
    }
}

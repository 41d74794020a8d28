using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing.DailyHeads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Audit;

/// <summary>The audit as an auditor reads it: the newest daily heads, and every event, by person, kind, period and case.</summary>
public sealed class IndexModel(
    ListAuditEvents list, ShowDailyHeads heads, ListStaff staff, DailyHeadOptions options, IStringLocalizer<AuditText> text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reference { get; set; }

    /// <summary>Where the page before ended; the newest without.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    public AuditPage Found { get; private set; } = new([], null);

    public ShownDailyHeads Heads { get; private set; } = new([], null, 0, false);

    public IReadOnlyList<StaffName> People { get; private set; } = [];

    public EventWords Words => new(text);

    public bool IsFiltered => new[] { Person, Kind, From, To, Reference }.Any(value => !string.IsNullOrWhiteSpace(value));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        People = await staff.RunAsync(cancel);
        Heads = await heads.RunAsync(cancel);
        if (ReadFilter() is { } filter)
        {
            Found = await list.RunAsync(filter, AuditCursor.Read(Before), cancel);
        }
    }

    /// <summary>The organisation's time, as everybody in it reads a clock.</summary>
    public string Local(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, options.Zone).ToString("d MMM yyyy HH:mm:ss", CultureInfo.CurrentCulture);

    /// <summary>Address of another page of the same choice.</summary>
    public string AddressOf(AuditCursor? before)
    {
        (string Name, string? Value)[] chosen =
            [("person", Person), ("kind", Kind), ("from", From), ("to", To), ("reference", Reference), ("before", before?.Write())];
        var query = QueryString.Create(chosen.Where(one => !string.IsNullOrWhiteSpace(one.Value)).Select(one => KeyValuePair.Create(one.Name, one.Value)));
        return $"/audit{query}";
    }

    public string ZoneName => options.Zone.Id;

    private AuditFilter? ReadFilter()
    {
        var since = ReadDay(From, "from");
        var until = ReadDay(To, "to");
        Guid? person = null;
        if (!string.IsNullOrEmpty(Person))
        {
            person = HexId.TryRead(Person, out var id) ? id : Guid.Empty;
        }

        var reference = string.IsNullOrWhiteSpace(Reference) ? null : Reference.Trim();
        if (reference is not null && !CaseReference.TryRead(reference, out _, out _))
        {
            ModelState.AddModelError("reference", text["FaultReference"]);
        }

        if (since > until)
        {
            ModelState.AddModelError("to", text["FaultPeriod"]);
        }

        return ModelState.IsValid
            ? new AuditFilter(
                person,
                string.IsNullOrEmpty(Kind) ? null : Kind,
                since is { } first ? options.StartOf(first) : null,
                until is { } last ? options.StartOf(last.AddDays(1)) : null,
                reference)
            : null;
    }

    private DateOnly? ReadDay(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (HeadDay.TryRead(typed.Trim(), out var day) && day < DateOnly.MaxValue && day > DateOnly.MinValue)
        {
            return day;
        }

        ModelState.AddModelError(field, text["FaultDay"]);
        return null;
    }
}

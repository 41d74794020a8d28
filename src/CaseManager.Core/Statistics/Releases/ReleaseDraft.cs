using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Ledger;

namespace CaseManager.Core.Statistics.Releases;

/// <summary>A release while it is built.</summary>
public sealed class ReleaseDraft
{
    internal ReleaseDraft(ReleasePlan plan, DateTimeOffset builtAt, Guid id, StatisticsPolicy policy, IReadOnlyList<LedgerEntry> ledger)
    {
        (Plan, BuiltAt, Id, Policy) = (plan, builtAt, id, policy);
        var entries = new List<LedgerEntry>();
        var newest = ledger.Count > 0 ? ledger[^1] : null;
        foreach (var draw in plan.Draws)
        {
            newest = LedgerEntry.After(newest, draw.Family, draw.Period, plan.Revision, plan.Preset.Num, plan.Preset.Den, id, builtAt);
            entries.Add(newest);
        }

        Entries = entries;
        Ledger = [.. ledger.Where(entry => plan.Period.Overlaps(entry.From, entry.Until)), .. entries];
    }

    public ReleasePlan Plan { get; }

    public DateTimeOffset BuiltAt { get; }

    public Guid Id { get; }

    public StatisticsPolicy Policy { get; }

    /// <summary>What it adds to the ledger.</summary>
    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>Every draw that touches its period, its own last.</summary>
    public IReadOnlyList<LedgerEntry> Ledger { get; }

    /// <summary>Name of its bundle.</summary>
    public string FileName => BundleName.Of(Policy.Organisation, Plan.Period.Text, FixedCatalogue.Version, Plan.Revision);

    /// <summary>Drops what lies under the threshold, and adds totals.</summary>
    internal IReadOnlyList<ReleaseCell> Protect(IReadOnlyList<DrawnFamily> families)
    {
        var cells = families
            .SelectMany(family => family.Cells.Index().Select(one =>
                Cell(family.Draw.Family.Number, family.Draw.Period.Text, one.Index, one.Item.Codes, one.Item.Value, Plan.Preset.Margin90)))
            .ToList();
        if (families.Any(family => family.Draw.Family != FixedCatalogue.IntakeByPeriod))
        {
            cells.AddRange(TotalsOf(families));
        }

        return cells;
    }

    internal Release Finish(byte[] fileHash) => new()
    {
        Id = Id,
        Period = Plan.Period.Text,
        Revision = Plan.Revision,
        Preset = Plan.Preset.Name,
        Catalogue = FixedCatalogue.Version,
        Countries = Plan.Countries,
        BuiltAt = BuiltAt,
        FileName = FileName,
        FileHash = fileHash,
    };

    private IEnumerable<ReleaseCell> TotalsOf(IReadOnlyList<DrawnFamily> families)
    {
        var sides = families
            .GroupBy(family => family.Draw.Family)
            .Where(IsWhole)
            .GroupBy(family => family.Key.Side)
            .OrderBy(side => side.Key);
        foreach (var (place, side) in sides.Index())
        {
            var total = Total.Of([.. side.Select(family => (family.Aggregate(0L, (sum, part) => checked(sum + part.Sum)), family.Sum(part => part.Cells.Count)))], Plan.Preset);
            yield return Cell(ReleaseCell.Totals, Plan.Period.Text, place, side.Key == Side.Intake ? "intake" : "closed", total.Value, total.Margin90);
        }
    }

    // Parts of the year that an earlier release told of are not known here any more, only what it showed of them.
    private bool IsWhole(IGrouping<Family, DrawnFamily> family) =>
        family.Sum(part => part.Draw.Period.Until.Index - part.Draw.Period.From.Index) == Plan.Period.Until.Index - Plan.Period.From.Index;

    private ReleaseCell Cell(short family, string period, int place, string codes, long value, long margin) => new()
    {
        ReleaseId = Id,
        Family = family,
        Period = period,
        Place = checked((short)place),
        Codes = codes,
        Value = value < Plan.Preset.Threshold ? null : value,
        Status = CellStatus.Of(value, Plan.Preset.Threshold, margin),
        Margin90 = margin,
    };
}

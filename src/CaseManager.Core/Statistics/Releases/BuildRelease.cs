using System.Data;
using System.Security.Cryptography;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Core.Statistics.Declarations;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Noise;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Statistics.Releases;

/// <summary>Builds the release of a closed period: counts once, draws once, spends its budget in the same transaction. Exact counts stay in memory.</summary>
public sealed class BuildRelease(
    StatisticsDatabase databases, StatisticsPolicy policy, LedgerMark mark, ConfirmReleases confirm, SignReleases signer, RandomWord words, TimeProvider time)
{
    /// <param name="isCorrection">The one correction, which somebody approved.</param>
    /// <returns>The release.</returns>
    /// <exception cref="RefusedException">It may not be built; the code says why, and nothing was drawn.</exception>
    public async Task<Release> RunAsync(Period period, bool isCorrection, CancellationToken cancel)
    {
        await using var builder = databases.OpenBuilder();
        await using var held = await LedgerLock.TakeAsync(builder, cancel);
        await confirm.RunAsync(builder, mayMakeMark: false, cancel);
        var release = await BuildAsync(builder, period, isCorrection, cancel);
        await confirm.RunAsync(builder, mayMakeMark: false, CancellationToken.None);
        return release;
    }

    private async Task<Release> BuildAsync(CaseManagerDbContext builder, Period period, bool isCorrection, CancellationToken cancel)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var known = mark.Read();
        try
        {
            await using var transaction = await builder.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel);
            var ledger = await LedgerState.ReadAsync(builder, known, cancel);
            CheckClock(now, known, ledger);
            var plan = await PlanAsync(builder, period, isCorrection, ledger, cancel);
            if (now < period.OpensAt(policy.Zone))
            {
                // Every part of it has ended before, and no part waits longer.
                throw new RefusedException("still-open");
            }

            // What was coded since the night belongs to it too. A build that is refused leaves it where it is.
            await EmptyInbox.MoveAsync(builder, cancel);
            var release = new ReleaseDraft(plan, now, RandomId.New(), policy, ledger);
            builder.AddRange(release.Entries);
            await builder.SaveChangesAsync(cancel);
            var families = await DrawAsync(builder, plan, cancel);
            var cells = release.Protect(families);
            var earlier = await EarlierCellsAsync(builder, plan, cancel);
            var bundle = new WriteBundle(signer).Run(release, cells, earlier);
            var built = release.Finish(SHA256.HashData(bundle));
            builder.Add(built);
            builder.Add(new ReleaseFile { ReleaseId = built.Id, Bytes = bundle });
            builder.AddRange(cells);
            await builder.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            builder.ChangeTracker.Clear();
            return built;
        }
        catch (Exception failure) when (StateOf(failure) is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation)
        {
            // The ledger's own constraints had the last word.
            throw new RefusedException("already-built", RefusalKind.Conflict);
        }
        catch (Exception failure) when (StateOf(failure) is PostgresErrorCodes.SerializationFailure)
        {
            throw new RefusedException("meanwhile-changed", RefusalKind.NotNow);
        }
    }

    private async Task<ReleasePlan> PlanAsync(
        CaseManagerDbContext builder, Period period, bool isCorrection, IReadOnlyList<LedgerEntry> ledger, CancellationToken cancel)
    {
        if (isCorrection)
        {
            var first = await builder.Set<Release>().AsNoTracking().SingleOrDefaultAsync(row => row.Period == period.Text && row.Revision == 0, cancel);
            return ReleasePlan.Correction(first ?? throw new RefusedException("not-built", RefusalKind.NotFound), ledger);
        }

        var years = period.Years.ToList();
        var declared = await builder.Set<YearDeclaration>().AsNoTracking().Where(row => years.Contains(row.Year)).ToDictionaryAsync(row => row.Year, cancel);
        return ReleasePlan.Of(period, year => YearRules.Of(year, declared.GetValueOrDefault(year), policy.Zone), ledger);
    }

    private async Task<IReadOnlyList<DrawnFamily>> DrawAsync(CaseManagerDbContext builder, ReleasePlan plan, CancellationToken cancel)
    {
        var count = new CountContributions(builder, plan.Countries);
        var families = new List<DrawnFamily>();
        foreach (var draw in plan.Draws)
        {
            var counts = await count.RunAsync(draw.Family, draw.Period, cancel);
            families.Add(new DrawnFamily(
                draw,
                [.. draw.Family.Cells(plan.Countries).Select(cell => new DrawnCell(
                    cell, checked(counts.GetValueOrDefault(cell) + DiscreteLaplace.Draw(words, plan.Preset.Num, plan.Preset.Den))))]));
        }

        return families;
    }

    /// <summary>What earlier releases told of parts of this year.</summary>
    private static async Task<IReadOnlyList<ReleaseCell>> EarlierCellsAsync(CaseManagerDbContext builder, ReleasePlan plan, CancellationToken cancel)
    {
        if (plan.Period.Length != PeriodLength.Year)
        {
            return [];
        }

        var drawn = plan.Draws.Where(draw => draw.Family == FixedCatalogue.IntakeByPeriod).Select(draw => draw.Period.Text).ToList();
        var parts = Period.Within(plan.Period.From.Year, PeriodLength.Month).Concat(Period.Within(plan.Period.From.Year, PeriodLength.Quarter))
            .Select(part => part.Text).Except(drawn).ToList();
        var family = FixedCatalogue.IntakeByPeriod.Number;
        var found = await builder.Set<ReleaseCell>().AsNoTracking()
            .Where(cell => cell.Family == family && parts.Contains(cell.Period))
            .Join(builder.Set<Release>(), cell => cell.ReleaseId, release => release.Id, (cell, release) => new { cell, release.Revision })
            .ToListAsync(cancel);
        return [.. found.GroupBy(one => one.cell.Period).Select(part => part.MaxBy(one => one.Revision)!.cell)];
    }

    private static void CheckClock(DateTimeOffset now, Mark? known, IReadOnlyList<LedgerEntry> ledger)
    {
        if (now < known?.At || (ledger.Count > 0 && now < ledger[^1].BuiltAt))
        {
            throw new RefusedException("clock-set-back", RefusalKind.NotNow);
        }
    }

    private static string? StateOf(Exception failure) => (failure as PostgresException ?? failure.InnerException as PostgresException)?.SqlState;
}

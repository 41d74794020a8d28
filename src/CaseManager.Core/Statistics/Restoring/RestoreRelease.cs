using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Statistics.Restoring;

/// <summary>Takes bundles of our own in again after an older backup was restored, so that what was drawn then stays drawn.</summary>
public sealed class RestoreRelease(StatisticsDatabase databases, LedgerMark mark, ConfirmReleases confirm, SignReleases signer)
{
    /// <summary>Takes in what is missing, the oldest first whatever the order; what is here already is left.</summary>
    /// <param name="bundles">ZIP files, byte for byte as they were built.</param>
    /// <param name="areAll">Somebody vouches that no other release was ever built: a lost mark is made anew from them.</param>
    /// <returns>What was taken in, and whether that is all that the mark knows of; until then nothing of it is shown and nothing is built.</returns>
    /// <exception cref="RefusedException">One is not ours, an earlier one is missing, or they lead to another ledger than the mark's; nothing was taken in.</exception>
    public async Task<RestoredReleases> RunAsync(IReadOnlyList<byte[]> bundles, bool areAll, CancellationToken cancel)
    {
        var contents = bundles
            .Select(bundle => (Bundle: bundle, Content: ReadBundle.Run(bundle, signer.PublicKey)))
            .OrderBy(one => Own(one.Content).Select(entry => entry.Entry).DefaultIfEmpty(0).Min())
            .ToList();
        await using var builder = databases.OpenBuilder();
        await using var held = await LedgerLock.TakeAsync(builder, cancel);
        var known = mark.Read();
        if (known is null && !areAll)
        {
            throw new RefusedException("mark-missing", RefusalKind.NotNow);
        }

        await using var transaction = await builder.Database.BeginTransactionAsync(cancel);
        var ledger = await builder.Set<LedgerEntry>().AsNoTracking().OrderBy(entry => entry.Entry).ToListAsync(cancel);
        var here = (await builder.Set<Release>().Select(row => row.Id).ToListAsync(cancel)).ToHashSet();
        var restored = new List<Release>();
        foreach (var (bundle, content) in contents.Where(one => here.Add(one.Content.ReleaseId)))
        {
            restored.Add(TakeIn(builder, bundle, content, ledger));
        }

        // The same numbers with other draws would be another ledger than the one that was shown.
        if (known is not null && known.Entry <= ledger.Count)
        {
            LedgerState.Check(ledger, known);
        }

        try
        {
            await builder.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (DbUpdateException race) when (race.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation })
        {
            throw new RefusedException("another-ledger", RefusalKind.Conflict);
        }

        // The mark may know of more that is still missing: then all are confirmed with the last.
        var isWhole = known is null || known.Entry <= ledger.Count;
        if (isWhole)
        {
            await confirm.RunAsync(builder, mayMakeMark: areAll, cancel);
        }

        return new RestoredReleases(restored, isWhole);
    }

    private static Release TakeIn(CaseManagerDbContext builder, byte[] bundle, BundleContent content, List<LedgerEntry> ledger)
    {
        var figures = content.Figures;
        var (entries, cells) = Whole(content, ledger);
        var release = new Release
        {
            Id = content.ReleaseId,
            Period = figures.Period,
            Revision = figures.Revision,
            Preset = figures.Preset,
            Catalogue = figures.Catalogue,
            Countries = figures.Countries,
            BuiltAt = figures.Created,
            FileName = BundleName.Of(figures.Organisation, figures.Period, figures.Catalogue, figures.Revision),
            FileHash = SHA256.HashData(bundle),
        };
        builder.AddRange(entries);
        builder.Add(release);
        builder.Add(new ReleaseFile { ReleaseId = release.Id, Bytes = bundle });
        builder.AddRange(cells);
        ledger.AddRange(entries);
        return release;
    }

    private static (List<LedgerEntry> Entries, List<ReleaseCell> Cells) Whole(BundleContent content, List<LedgerEntry> ledger)
    {
        try
        {
            var entries = Entries(content, ledger);
            return (entries, [.. Cells(content, entries)]);
        }
        catch (Exception unknown) when (unknown is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            // A family or a column that this version does not know.
            throw new RefusedException("not-a-bundle");
        }
    }

    private static IEnumerable<BundleEntry> Own(BundleContent content) => content.Figures.Ledger.Where(entry => entry.Release == HexId.Write(content.ReleaseId));

    private static List<LedgerEntry> Entries(BundleContent content, List<LedgerEntry> ledger)
    {
        var own = Own(content).OrderBy(entry => entry.Entry).ToList();
        if (own.Count == 0 || own[0].Entry != ledger.Count + 1)
        {
            throw new RefusedException("earlier-one-missing", RefusalKind.Conflict);
        }

        var entries = new List<LedgerEntry>();
        var newest = ledger.Count > 0 ? ledger[^1] : null;
        foreach (var one in own)
        {
            var family = FixedCatalogue.Families.Single(family => family.Code == one.Family);
            var period = Period.TryParse(one.Period, out var read) ? read : throw new RefusedException("not-a-bundle");
            var (num, den) = Fraction.Read(one.Epsilon);
            newest = LedgerEntry.After(newest, family, period, one.Revision, num, den, content.ReleaseId, one.BuiltAt);
            entries.Add(newest);
        }

        return entries[^1].Entry == own[^1].Entry ? entries : throw new RefusedException("not-a-bundle");
    }

    private static IEnumerable<ReleaseCell> Cells(BundleContent content, IReadOnlyList<LedgerEntry> entries)
    {
        foreach (var table in content.Figures.Tables)
        {
            var family = table.Family is null ? ReleaseCell.Totals : FixedCatalogue.Families.Single(one => one.Code == table.Family).Number;

            // Parts of a year that an earlier release told of stand in it too.
            foreach (var period in table.Rows
                .GroupBy(row => row["period"].GetString()!)
                .Where(part => family == ReleaseCell.Totals || entries.Any(entry => entry.Family == family && entry.Period == part.Key)))
            {
                foreach (var (place, row) in period.Index())
                {
                    yield return new ReleaseCell
                    {
                        ReleaseId = content.ReleaseId,
                        Family = family,
                        Period = period.Key,
                        Place = checked((short)place),
                        Codes = string.Join('/', table.Dimensions.Select(dimension => row[dimension].GetString())),
                        Value = row["value"].ValueKind == JsonValueKind.Null ? null : row["value"].GetInt64(),
                        Status = row["status"].GetString()!,
                        Margin90 = row["margin90"].GetInt64(),
                    };
                }
            }
        }
    }
}

/// <param name="Releases">Taken in now, the oldest first.</param>
/// <param name="IsWhole">Whether nothing is missing that the mark knows of.</param>
public sealed record RestoredReleases(IReadOnlyList<Release> Releases, bool IsWhole);

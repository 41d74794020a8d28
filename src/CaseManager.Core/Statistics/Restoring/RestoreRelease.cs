using System.Globalization;
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

/// <summary>Takes a bundle of our own in again after an older backup was restored, so that what was drawn then stays drawn.</summary>
public sealed class RestoreRelease(StatisticsDatabase databases, LedgerMark mark, ConfirmReleases confirm, SignReleases signer)
{
    /// <param name="bundle">The ZIP file, byte for byte as it was built.</param>
    /// <returns>The release.</returns>
    /// <exception cref="RefusedException">It is not ours, is here already, or an earlier one is missing; nothing was taken in.</exception>
    public async Task<Release> RunAsync(byte[] bundle, CancellationToken cancel)
    {
        var content = ReadBundle.Run(bundle, signer.PublicKey);
        await using var builder = databases.OpenBuilder();
        await using var transaction = await builder.Database.BeginTransactionAsync(cancel);
        var ledger = await builder.Set<LedgerEntry>().AsNoTracking().OrderBy(entry => entry.Entry).ToListAsync(cancel);
        if (await builder.Set<Release>().AnyAsync(row => row.Id == content.ReleaseId, cancel))
        {
            throw new RefusedException("restored-before", RefusalKind.Conflict);
        }

        var entries = Entries(content, ledger);
        var figures = content.Figures;
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
        builder.AddRange(Cells(content, entries));
        try
        {
            await builder.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (DbUpdateException race) when (race.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation })
        {
            throw new RefusedException("restored-before", RefusalKind.Conflict);
        }

        // The mark may know of more that is still missing: then it is confirmed with the last.
        if (mark.Read() is not { } known || known.Entry <= ledger.Count + entries.Count)
        {
            await confirm.RunAsync(cancel);
        }

        return release;
    }

    private static List<LedgerEntry> Entries(BundleContent content, List<LedgerEntry> ledger)
    {
        var own = content.Figures.Ledger.Where(entry => entry.Release == HexId.Write(content.ReleaseId)).OrderBy(entry => entry.Entry).ToList();
        if (own.Count == 0 || own[0].Entry != ledger.Count + 1)
        {
            throw new RefusedException("earlier-one-missing", RefusalKind.Conflict);
        }

        var previous = ledger.Count > 0 ? ledger[^1].Hash : new byte[32];
        var entries = new List<LedgerEntry>();
        foreach (var one in own)
        {
            var family = FixedCatalogue.Families.Single(family => family.Code == one.Family);
            var period = Period.TryParse(one.Period, out var read) ? read : throw new RefusedException("not-a-bundle");
            var (num, den) = Epsilon(one.Epsilon);
            previous = LedgerEntry.HashOf(previous, one.Entry, family.Number, one.Period, one.Revision, num, den, content.ReleaseId, one.BuiltAt);
            entries.Add(new LedgerEntry
            {
                Entry = one.Entry,
                Family = family.Number,
                Period = one.Period,
                From = period.From,
                Until = period.Until,
                Revision = one.Revision,
                Num = num,
                Den = den,
                ReleaseId = content.ReleaseId,
                BuiltAt = one.BuiltAt,
                Hash = previous,
            });
        }

        return entries;
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

    private static (long Num, long Den) Epsilon(string text)
    {
        var parts = text.Split('/').Select(part => long.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        return (parts[0], parts.Count > 1 ? parts[1] : 1);
    }
}

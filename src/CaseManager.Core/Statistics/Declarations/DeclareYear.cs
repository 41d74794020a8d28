using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Declarations;

/// <summary>A supervisor decides about the figures of a year that has not begun. It is decided once.</summary>
public sealed class DeclareYear(CaseManagerDbContext database, StatisticsPolicy policy, AuditLog audit, TimeProvider time)
{
    private const int FurthestAhead = 2;

    /// <param name="preset">Name of a preset.</param>
    /// <param name="countries">ISO 3166-1 codes as somebody typed them, home first, parted by spaces or commas; may be empty.</param>
    /// <exception cref="RefusedException"><c>not-yours</c>, <c>year-begun</c>, <c>year-far</c>, <c>declared-before</c>, <c>no-preset</c>, <c>no-length</c>, <c>no-country</c>, <c>country-twice</c>, <c>too-many-countries</c>.</exception>
    public async Task RunAsync(int year, string preset, PeriodLength intake, string countries, Guid actor, CancellationToken cancel)
    {
        if (Catalogue.Preset.Find(preset) is null)
        {
            throw new RefusedException("no-preset");
        }

        if (intake is not (PeriodLength.Month or PeriodLength.Quarter or PeriodLength.Year))
        {
            throw new RefusedException("no-length");
        }

        var listed = Read(countries);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (!await database.IsSupervisorAsync(actor, cancel))
        {
            throw new RefusedException("not-yours", RefusalKind.Conflict);
        }

        await audit.LockAsync(AuditLog.Organisation, cancel);

        // The moment counts at which nobody else can declare it any more.
        var now = time.GetUtcNow();
        RequireNotBegun(year, policy, now);
        if (await database.Set<YearDeclaration>().AsNoTracking().SingleOrDefaultAsync(row => row.Year == year, cancel) is { } declared)
        {
            // The second click of a double click says the same again.
            var isTheSame = declared.DeclaredBy == actor && declared.Preset == preset && declared.Intake == intake && declared.Countries.SequenceEqual(listed);
            if (isTheSame)
            {
                return;
            }

            throw new RefusedException("declared-before", RefusalKind.Conflict);
        }

        database.Add(new YearDeclaration { Year = year, Preset = preset, Intake = intake, Countries = listed, DeclaredAt = now, DeclaredBy = actor });
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation,
            "YearDeclared",
            Actor.Staff(actor),
            new AuditData { { "year", year }, { "preset", preset }, { "intake", intake.ToString() }, { "countries", listed } },
            cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <exception cref="RefusedException"><c>year-begun</c>: it has begun in the organisation's zone; <c>year-far</c>: more than two years ahead.</exception>
    internal static void RequireNotBegun(int year, StatisticsPolicy policy, DateTimeOffset now)
    {
        var today = policy.Zone.Today(now).Year;
        if (year <= today || year > today + FurthestAhead)
        {
            throw new RefusedException(year <= today ? "year-begun" : "year-far", RefusalKind.Conflict);
        }
    }

    private static List<string> Read(string countries)
    {
        List<string> listed = [.. countries.Split([' ', ',', ';', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(code => code.ToUpperInvariant())];
        if (listed.Exists(code => !Countries.IsCountry(code)))
        {
            throw new RefusedException("no-country");
        }

        if (listed.Distinct().Count() < listed.Count)
        {
            throw new RefusedException("country-twice");
        }

        return listed.Count <= YearRules.MaximumCountries ? listed : throw new RefusedException("too-many-countries");
    }
}

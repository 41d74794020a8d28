using CaseManager.Core.Cases;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Declarations;

/// <summary>What an organisation decided about the figures of a year, before that year began; never changed after.</summary>
public sealed class YearDeclaration
{
    public required int Year { get; init; }

    /// <summary>Name of a <see cref="Catalogue.Preset"/>.</summary>
    public required string Preset { get; init; }

    /// <summary>How finely intake is told: months or quarters; a year means the small tier.</summary>
    public required PeriodLength Intake { get; init; }

    /// <summary>ISO 3166-1 codes, home first, at most 28; all others count as <c>ZZ</c>.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset DeclaredAt { get; init; }

    /// <summary>A supervisor.</summary>
    public required Guid DeclaredBy { get; init; }

    /// <summary>An administrator, where the preset asks for a second person.</summary>
    public Guid? ApprovedBy { get; private set; }

    /// <summary>Whether it holds: the detailed preset needs a second person.</summary>
    public bool Holds => Preset != Catalogue.Preset.Detailed.Name || ApprovedBy is not null;

    /// <summary>A second person agrees, before the year begins.</summary>
    public void Approve(Guid by) => ApprovedBy = by;
}

/// <summary>What holds for a year, declared or not.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="Preset">How much noise.</param>
/// <param name="Intake">Months, quarters, or the whole year in the small tier.</param>
/// <param name="Countries">Home first.</param>
/// <param name="IsDeclared">Whether somebody decided it.</param>
public sealed record YearRules(int Year, Preset Preset, PeriodLength Intake, IReadOnlyList<string> Countries, bool IsDeclared)
{
    /// <summary>Countries that an organisation may name at most.</summary>
    public const int MaximumCountries = 28;

    public bool IsSmall => Intake == PeriodLength.Year;

    /// <summary>Standard preset, quarters, no country by name: what holds where nobody decided.</summary>
    public static YearRules Undeclared(int year) => new(year, Preset.Standard, PeriodLength.Quarter, [], IsDeclared: false);

    /// <summary>A declaration counts if it was made before its year began: what is drawn is never chosen by what was counted.</summary>
    /// <param name="declaration">Of that year, or <see langword="null"/>.</param>
    /// <param name="zone">The organisation's.</param>
    public static YearRules Of(int year, YearDeclaration? declaration, OrganisationZone zone) =>
        declaration is { Holds: true } && declaration.DeclaredAt < zone.StartOf(new DateOnly(year, 1, 1)) && Preset.Find(declaration.Preset) is { } preset
            ? new(year, preset, declaration.Intake, declaration.Countries, IsDeclared: true)
            : Undeclared(year);

    /// <summary>Whether these may be cells: real countries, each once, not too many.</summary>
    public static bool AreCountries(IReadOnlyList<string> countries) =>
        countries.Count <= MaximumCountries && countries.All(Codes.Countries.IsCountry) && countries.Distinct().Count() == countries.Count;
}

internal sealed class YearDeclarationConfiguration : IEntityTypeConfiguration<YearDeclaration>
{
    public void Configure(EntityTypeBuilder<YearDeclaration> builder)
    {
        builder.ToTable("declarations", "statistics");
        builder.HasKey(row => row.Year);
        builder.Property(row => row.Year).ValueGeneratedNever();
        builder.Property(row => row.Preset).HasMaxLength(16);
        builder.Property(row => row.Intake).HasConversion<string>().HasMaxLength(16);
        builder.PrimitiveCollection(row => row.Countries);
    }
}

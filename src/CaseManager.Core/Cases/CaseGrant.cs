using CaseManager.Core.Access;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Cases;

/// <summary>Somebody who works on a case and so has wraps of its keys in her own name.</summary>
public sealed class CaseGrant
{
    public required Guid CaseId { get; init; }

    public required Guid StaffId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>What colleagues wrote for her when they gave or shared the case is read up to this moment, UTC.</summary>
    public DateTimeOffset? HandoverReadAt { get; private set; }

    /// <summary>She read what was stored until then.</summary>
    /// <returns>Whether that is new.</returns>
    public bool ReadHandover(DateTimeOffset storedAt)
    {
        if (HandoverReadAt >= storedAt)
        {
            return false;
        }

        HandoverReadAt = storedAt;
        return true;
    }
}

internal sealed class CaseGrantConfiguration : IEntityTypeConfiguration<CaseGrant>
{
    public void Configure(EntityTypeBuilder<CaseGrant> builder)
    {
        builder.ToTable("grants", "cases");
        builder.HasKey(grant => new { grant.CaseId, grant.StaffId });
        builder.HasIndex(grant => grant.StaffId);
    }
}

/// <summary>Notes who works on a case.</summary>
internal static class CaseGrants
{
    /// <summary>
    /// Adds a grant unless it is there. Somebody whom no officer gave the team's keys gets none: nobody could make wraps for her, and the case's
    /// keys could never be changed again.
    /// </summary>
    public static async Task GrantAsync(this CaseManagerDbContext database, Guid caseId, Guid staffId, DateTimeOffset now, CancellationToken cancel)
    {
        if (await database.Set<CaseGrant>().FindAsync([caseId, staffId], cancel) is null
            && await database.Set<EpochWrap>().AnyAsync(wrap => wrap.StaffId == staffId, cancel))
        {
            database.Add(new CaseGrant { CaseId = caseId, StaffId = staffId, GrantedAt = now });
        }
    }

    /// <summary>The name colleagues see.</summary>
    public static async Task<string> AliasAsync(this CaseManagerDbContext database, Guid staffId, CancellationToken cancel) =>
        await database.Set<StaffMember>().Where(member => member.Id == staffId).Select(member => member.Alias).SingleOrDefaultAsync(cancel) ?? "";

    /// <summary>Writes down that a case needs new keys.</summary>
    public static Task RekeyAsync(this CaseManagerDbContext database, Guid caseId, DateTimeOffset now, CancellationToken cancel) =>
        database.Database.ExecuteSqlAsync(
            $"""
            insert into sealing.rekeys ("CaseId", "Since") values ({caseId}, {now})
            on conflict ("CaseId") do update set "Since" = excluded."Since"
            """,
            cancel);
}

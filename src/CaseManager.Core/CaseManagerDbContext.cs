using CaseManager.Core.Access;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core;

/// <summary>Everything the organisation remembers, one schema per feature.</summary>
public sealed class CaseManagerDbContext(DbContextOptions<CaseManagerDbContext> options)
    : IdentityDbContext<StaffMember, StaffRole, Guid>(options)
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        AccessMapping.Map(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CaseManagerDbContext).Assembly);
    }
}

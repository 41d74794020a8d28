using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>Puts the tables of accounts into the schema <c>access</c>.</summary>
internal static class AccessMapping
{
    private const string Schema = "access";

    public static void Map(ModelBuilder model)
    {
        model.Entity<StaffMember>().ToTable("StaffMembers", Schema).Property(member => member.Alias).HasMaxLength(100);
        model.Entity<StaffRole>().ToTable("StaffRoles", Schema);
        model.Entity<IdentityUserRole<Guid>>().ToTable("StaffMemberRoles", Schema);
        model.Entity<IdentityUserClaim<Guid>>().ToTable("StaffMemberClaims", Schema);
        model.Entity<IdentityUserLogin<Guid>>().ToTable("StaffMemberLogins", Schema);
        model.Entity<IdentityUserToken<Guid>>().ToTable("StaffMemberTokens", Schema);
        model.Entity<IdentityUserPasskey<Guid>>().ToTable("StaffMemberPasskeys", Schema);
        model.Entity<IdentityRoleClaim<Guid>>().ToTable("StaffRoleClaims", Schema);
        model.Entity<DataProtectionKey>().ToTable("DataProtectionKeys", Schema).Property(key => key.FriendlyName).HasMaxLength(200);
    }
}

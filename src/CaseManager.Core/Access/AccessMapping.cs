using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>Puts the tables of accounts into the schema <c>access</c>.</summary>
internal static class AccessMapping
{
    private const string Schema = "access";

    public static void Map(ModelBuilder model)
    {
        model.Entity<StaffMember>().ToTable("staff_members", Schema).Property(member => member.Alias).HasMaxLength(100);
        model.Entity<StaffRole>().ToTable("staff_roles", Schema);
        model.Entity<IdentityUserRole<Guid>>().ToTable("staff_member_roles", Schema);
        model.Entity<IdentityUserClaim<Guid>>().ToTable("staff_member_claims", Schema);
        model.Entity<IdentityUserLogin<Guid>>().ToTable("staff_member_logins", Schema);
        model.Entity<IdentityUserToken<Guid>>().ToTable("staff_member_tokens", Schema);
        model.Entity<IdentityUserPasskey<Guid>>().ToTable("staff_member_passkeys", Schema);
        model.Entity<IdentityRoleClaim<Guid>>().ToTable("staff_role_claims", Schema);
        model.Entity<DataProtectionKey>().ToTable("data_protection_keys", Schema).Property(key => key.FriendlyName).HasMaxLength(200);
    }
}

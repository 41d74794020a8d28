using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>Puts the tables of accounts into the schema <c>access</c>, and the five roles into theirs.</summary>
internal static class AccessMapping
{
    private const string Schema = "access";

    public static void Map(ModelBuilder model)
    {
        model.Entity<StaffMember>(member =>
        {
            member.ToTable("staff_members", Schema);
            member.Property(m => m.Alias).HasMaxLength(100);
            member.HasIndex(m => m.InvitationHash).IsUnique();
        });
        model.Entity<StaffRole>(role =>
        {
            role.ToTable("staff_roles", Schema);
            role.HasData(RoleName.All.Select(Row));
        });
        model.Entity<IdentityUserRole<Guid>>().ToTable("staff_member_roles", Schema);
        model.Entity<IdentityUserClaim<Guid>>().ToTable("staff_member_claims", Schema);
        model.Entity<IdentityUserLogin<Guid>>().ToTable("staff_member_logins", Schema);
        model.Entity<IdentityUserToken<Guid>>().ToTable("staff_member_tokens", Schema);
        model.Entity<IdentityUserPasskey<Guid>>().ToTable("staff_member_passkeys", Schema).Property<DateTimeOffset?>(PasskeyRules.UsedAt);
        model.Entity<IdentityRoleClaim<Guid>>().ToTable("staff_role_claims", Schema);
        model.Entity<DataProtectionKey>().ToTable("data_protection_keys", Schema).Property(key => key.FriendlyName).HasMaxLength(200);
    }

    // Rows of a migration need ids that never change.
    private static StaffRole Row(string name, int index) => new()
    {
        Id = HexId.FromBytes([.. new byte[15], (byte)(index + 1)]),
        Name = name,
        NormalizedName = name.ToUpperInvariant(),
        ConcurrencyStamp = (index + 1).ToString(CultureInfo.InvariantCulture),
    };
}

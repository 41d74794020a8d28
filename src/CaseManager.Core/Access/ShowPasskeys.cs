using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>The passkeys with which a staff member signs in, oldest first.</summary>
public sealed class ShowPasskeys(CaseManagerDbContext database)
{
    public async Task<IReadOnlyList<ShownPasskey>> RunAsync(Guid staffId, CancellationToken cancel)
    {
        var rows = await database.UserPasskeys.AsNoTracking()
            .Where(passkey => passkey.UserId == staffId)
            .Select(passkey => new { passkey.CredentialId, passkey.Data, UsedAt = EF.Property<DateTimeOffset?>(passkey, PasskeyRules.UsedAt) })
            .ToListAsync(cancel);
        return
        [
            .. rows.OrderBy(row => row.Data.CreatedAt)
                .Select(row => new ShownPasskey(row.CredentialId, row.Data.Name ?? "", row.Data.CreatedAt, row.UsedAt)),
        ];
    }
}

/// <param name="Name">What she calls it.</param>
/// <param name="AddedAt">UTC.</param>
/// <param name="UsedAt">When it last signed her in, UTC; <see langword="null"/> when never.</param>
public sealed record ShownPasskey(byte[] CredentialId, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);

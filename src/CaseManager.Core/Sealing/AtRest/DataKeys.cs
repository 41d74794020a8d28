using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.AtRest;

/// <summary>The keys under which released fields rest, one a case or target, wrapped by a key file.</summary>
public sealed class DataKeys(CaseManagerDbContext database, KeyFolder folder)
{
    /// <summary>The key of an owner, made now if there is none. Two callers at once get the same one.</summary>
    /// <returns>32 bytes.</returns>
    public async Task<byte[]> GetOrCreateAsync(Guid ownerId, CancellationToken cancel)
    {
        if (await FindAsync(ownerId, cancel) is { } existing)
        {
            return existing;
        }

        var wrapped = FieldCipher.Seal(folder.Fields, RandomNumberGenerator.GetBytes(KeyFolder.KeyLength), Place(ownerId));
        await database.Database.ExecuteSqlAsync(
            $"""insert into sealing.data_keys ("OwnerId", "Wrapped") values ({ownerId}, {wrapped}) on conflict do nothing""",
            cancel);
        return await FindAsync(ownerId, cancel) ?? throw new InvalidOperationException("The data key was destroyed while it was made.");
    }

    /// <summary>The key of an owner, 32 bytes; <see langword="null"/> when it was destroyed or never made.</summary>
    /// <exception cref="CryptographicException">The key file is another one than when it was made.</exception>
    public async Task<byte[]?> FindAsync(Guid ownerId, CancellationToken cancel)
    {
        var wrapped = await database.Set<DataKey>().Where(key => key.OwnerId == ownerId).Select(key => key.Wrapped).FirstOrDefaultAsync(cancel);
        return wrapped is null ? null : FieldCipher.Open(folder.Fields, wrapped, Place(ownerId));
    }

    /// <summary>
    /// The keys of several owners; those that were destroyed or never made are missing. <see langword="null"/> where the key file is another one than
    /// when it was made: the others are not kept waiting for that.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, byte[]?>> FindAsync(IReadOnlyCollection<Guid> ownerIds, CancellationToken cancel)
    {
        var wrapped = await database.Set<DataKey>().Where(key => ownerIds.Contains(key.OwnerId)).ToDictionaryAsync(key => key.OwnerId, key => key.Wrapped, cancel);
        return wrapped.ToDictionary(key => key.Key, key => FieldCipher.TryOpen(folder.Fields, key.Value, Place(key.Key)));
    }

    /// <summary>Makes everything under an owner's key unreadable for good.</summary>
    public Task DestroyAsync(Guid ownerId, CancellationToken cancel) =>
        database.Set<DataKey>().Where(key => key.OwnerId == ownerId).ExecuteDeleteAsync(cancel);

    private static string Place(Guid ownerId) => $"data-key {HexId.Write(ownerId)}";
}

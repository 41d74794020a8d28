using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>The root key that a page carries, so that a browser verifies all other keys from it.</summary>
public sealed class ShowRootKey(CaseManagerDbContext database)
{
    /// <returns>32 bytes; <see langword="null"/> before genesis.</returns>
    public Task<byte[]?> RunAsync(CancellationToken cancel) =>
        database.Set<Instance>().Select(instance => instance.RootKey).FirstOrDefaultAsync(cancel);
}

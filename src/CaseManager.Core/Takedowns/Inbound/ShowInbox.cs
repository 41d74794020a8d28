using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>When a mailbox was last read to its end.</summary>
public sealed class ShowInbox(CaseManagerDbContext database)
{
    /// <returns><see langword="null"/> where it never was.</returns>
    public Task<DateTimeOffset?> RunAsync(string folder, CancellationToken cancel) =>
        database.Set<MailCursor>().Where(cursor => cursor.Folder == folder).Select(cursor => cursor.ReadAt).SingleOrDefaultAsync(cancel);
}

using System.Security.Cryptography;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.TestSupport.Takedowns.Inbound;

/// <summary>Notices that left, each of a case whose staff have a key, in an organisation with a team key: what an inbox is read against.</summary>
public static class SentNotices
{
    public static async Task<IReadOnlyList<SeededNotice>> AddAsync(TestDatabase database, string keys, TimeProvider time, int count, CancellationToken cancel)
    {
        await using (var context = database.Open())
        {
            if (!await context.Set<Instance>().AnyAsync(cancel))
            {
                await new TestGenesis().InstallAsync(database, cancel);
            }
        }

        var notices = await new NoticeSeed(database, new KeyFolder(keys), time).AddNoticesAsync(count, cancel);
        var key = HybridKey.PublicKeyOf(RandomNumberGenerator.GetBytes(32));
        await using var rows = database.Open();
        rows.AddRange(notices.Select(notice => new CaseKeyPair { CaseId = notice.CaseId, KeyPair = KeyPairName.N, Generation = 0, PublicKey = key }));
        await rows.SaveChangesAsync(cancel);
        var ids = notices.Select(notice => notice.Id).ToList();
        var now = time.GetUtcNow();
        await rows.Set<Notice>().Where(notice => ids.Contains(notice.Id)).ExecuteUpdateAsync(
            row => row.SetProperty(notice => notice.State, NoticeState.Accepted).SetProperty(notice => notice.LeftAt, now).SetProperty(notice => notice.NextTryAt, (DateTimeOffset?)null),
            cancel);
        return notices;
    }
}

using System.Text;
using CaseManager.Core;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>Targets that notices asked to go, as they are after the notices left.</summary>
public sealed class WatchedTargets(TestDatabase database, KeyFolder folder, TimeProvider time)
{
    private readonly NoticeSeed _seed = new(database, folder, time);

    /// <param name="key">Canonical key.</param>
    /// <param name="cases">How many cases ask for it.</param>
    /// <param name="held">Whether their requests are on hold.</param>
    /// <returns>Due now.</returns>
    public async Task<WatchedTarget> AddAsync(string key, CancellationToken cancel, int cases = 1, bool held = false)
    {
        var (id, now) = (RandomId.New(), time.GetUtcNow());
        var ids = new List<Guid>();
        for (var at = 0; at < cases; at++)
        {
            ids.Add(await _seed.AddCaseAsync(cancel));
        }

        await using var context = database.Open();
        var dataKey = await new DataKeys(context, folder).GetOrCreateAsync(id, cancel);
        context.Add(new Target
        {
            Id = id,
            Lookup = new LookupHash(folder).Of("target", $"{key} {id}"),
            TableVersion = LinkNormalizer.TableVersion,
            KeySealed = FieldCipher.Seal(dataKey, Encoding.UTF8.GetBytes(key), SealedPlaces.TargetKey(id)),
            UrlSealed = FieldCipher.Seal(dataKey, Encoding.UTF8.GetBytes(CanonicalKey.Read(key)?.Url ?? ""), SealedPlaces.TargetUrl(id)),
        });
        context.Add(new TargetWatch { TargetId = id, Plan = WatchPlan.UntilGone, PlanStartedAt = now, NextCheckAt = now });
        var requests = new List<Guid>();
        foreach (var caseId in ids)
        {
            var request = new TakedownRequest
            {
                Id = RandomId.New(),
                CaseId = caseId,
                TargetId = id,
                Recipient = Recipient.OfPlatform("telegram"),
                RegimeId = "us-tida",
                CreatedAt = now,
            };
            request.Activate();
            if (held)
            {
                request.Hold();
            }

            requests.Add(request.Id);
            context.Add(request);
        }

        await context.SaveChangesAsync(cancel);
        return new WatchedTarget(id, ids, requests);
    }
}

/// <summary>A target as it was stored.</summary>
public sealed record WatchedTarget(Guid Id, IReadOnlyList<Guid> Cases, IReadOnlyList<Guid> Requests);

using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Tells whether reports come in faster than people can look at them.</summary>
public sealed class Flood(CaseManagerDbContext database, IntakeOptions options, TimeProvider time)
{
    /// <summary>In a flood reports are accepted as ever, but held apart until staff look at their cards.</summary>
    public async Task<bool> IsOnAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow() - options.FloodWindow;
        var recent = await database.Set<Report>()
            .Where(r => r.ReceivedAt > since)
            .OrderByDescending(r => r.ReceivedAt)
            .Take(options.FloodReports)
            .CountAsync(cancel);
        return recent >= options.FloodReports;
    }
}

using System.Text.Json;
using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>What the audit says about the organisation, or about one account, newest first, with aliases for ids.</summary>
public sealed class ShowOrganisationEvents(CaseManagerDbContext database)
{
    /// <summary>Most events at once.</summary>
    public const int PageLength = 100;

    private const string StaffPrefix = "staff:";

    /// <param name="about">One account; <see langword="null"/> for everything.</param>
    /// <param name="before">Place in the chain, exclusive; <see langword="null"/> for the newest.</param>
    public async Task<IReadOnlyList<OrganisationEvent>> RunAsync(Guid? about, int? before, CancellationToken cancel)
    {
        var events = database.Set<AuditEvent>().AsNoTracking().Where(e => e.ChainId == AuditLog.Organisation);
        if (about is { } staffId)
        {
            // The data of an event has one spelling, so this finds it and nothing else.
            var named = $"\"staff\":\"{HexId.Write(staffId)}\"";
            events = events.Where(e => e.Data.Contains(named));
        }

        var shown = await events.Where(e => before == null || e.Sequence < before).OrderByDescending(e => e.Sequence).Take(PageLength).ToListAsync(cancel);
        var aliases = await database.Users.ToDictionaryAsync(member => HexId.Write(member.Id), member => member.Alias, cancel);
        return [.. shown.Select(e => Read(e, aliases))];
    }

    private static OrganisationEvent Read(AuditEvent e, Dictionary<string, string> aliases)
    {
        using var data = JsonDocument.Parse(e.Data);
        var by = e.Actor.StartsWith(StaffPrefix, StringComparison.Ordinal) ? aliases.GetValueOrDefault(e.Actor[StaffPrefix.Length..]) : null;
        return new OrganisationEvent(
            e.Sequence, e.At, e.Type, by ?? e.Actor, TextOf(data, "staff") is { } staff ? aliases.GetValueOrDefault(staff, staff) : null, TextOf(data, "reason"));
    }

    private static string? TextOf(JsonDocument data, string name) =>
        data.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
}

/// <param name="Sequence">Its place in the organisation's chain.</param>
/// <param name="By">A colleague's alias, or the code of who is none, such as <c>command:users</c>.</param>
/// <param name="About">Alias of the account it is about.</param>
/// <param name="Reason">One of <see cref="ClosingReason.All"/>, where an account was closed.</param>
public sealed record OrganisationEvent(int Sequence, DateTimeOffset At, string Type, string By, string? About, string? Reason);

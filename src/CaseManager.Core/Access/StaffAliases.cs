using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>The aliases behind the ids in events.</summary>
public sealed class StaffAliases(CaseManagerDbContext database)
{
    /// <summary>Those that these events name.</summary>
    public async Task<NamedStaff> OfAsync(IReadOnlyList<AuditEvent> events, CancellationToken cancel)
    {
        List<Guid> ids = [];
        foreach (var written in events.SelectMany(e => new[] { NamedStaff.IdIn(e.Actor), e.About }).Distinct())
        {
            if (HexId.TryRead(written, out var id))
            {
                ids.Add(id);
            }
        }

        return new NamedStaff(await database.Users
            .Where(member => ids.Contains(member.Id))
            .ToDictionaryAsync(member => HexId.Write(member.Id), member => member.Alias, cancel));
    }
}

/// <summary>Aliases by id.</summary>
public sealed class NamedStaff(IReadOnlyDictionary<string, string> aliases)
{
    private const string Prefix = "staff:";

    /// <summary>The id within an actor's code; <see langword="null"/> for who is no member of staff.</summary>
    public static string? IdIn(string actor) => actor.StartsWith(Prefix, StringComparison.Ordinal) ? actor[Prefix.Length..] : null;

    /// <summary>Who did it: an alias, or the code of who has none.</summary>
    public string By(AuditEvent e) => IdIn(e.Actor) is { } id ? aliases.GetValueOrDefault(id, e.Actor) : e.Actor;

    /// <summary>Whom it is about; <see langword="null"/> where it is about no account.</summary>
    public string? About(AuditEvent e) => e.About is null ? null : aliases.GetValueOrDefault(e.About, e.About);
}

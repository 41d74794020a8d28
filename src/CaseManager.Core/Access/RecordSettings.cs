using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>Tells the organisation's chain that the program runs with other settings than before: which ones, never what they say.</summary>
public sealed class RecordSettings(CaseManagerDbContext database, AuditLog audit)
{
    private const string Type = "SettingsChanged";
    private const int DigestBytes = 4;

    private static readonly Actor Starter = Actor.Job("settings");

    /// <param name="settings">Values by name, such as <c>Takedowns:SecondPerson</c>; nothing that is a secret.</param>
    /// <returns>Names of what is new, gone or different.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var before = await database.Set<AuditEvent>()
            .Where(e => e.Type == Type && e.ChainId == AuditLog.Organisation)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.ChainId).ThenByDescending(e => e.Sequence)
            .Select(e => e.Data)
            .FirstOrDefaultAsync(cancel);
        var marks = settings.Select(setting => MarkOf(setting.Key, setting.Value)).Order(StringComparer.Ordinal).ToList();
        var known = before is null ? [] : EventDetails.Read(before).Of("settings");
        var changed = marks.Except(known).Concat(known.Except(marks)).Select(NameOf).Distinct().Order(StringComparer.Ordinal).ToList();
        if (changed.Count > 0)
        {
            await audit.AppendAsync(AuditLog.Organisation, Type, Starter, new AuditData { { "settings", marks }, { "changed", changed } }, cancel);
            await transaction.CommitAsync(cancel);
        }

        return changed;
    }

    /// <summary>A name with a few bytes of a hash: enough to see a change, too few to be a value.</summary>
    private static string MarkOf(string name, string value)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"casemanager/1 setting\n{name}\n{value}"));
        return $"{name}.{Convert.ToHexStringLower(digest[..DigestBytes])}";
    }

    private static string NameOf(string mark) => mark[..^((DigestBytes * 2) + 1)];
}

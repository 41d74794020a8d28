using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>Checks daily heads, their files and their countersignatures against each other, and against nothing else.</summary>
public sealed class VerifyHeads(CaseManagerDbContext database, HeadFolder folder, ReadRoster read)
{
    /// <param name="names">What lies in the folder, read before the caller's snapshot was taken: a row is always there before its file.</param>
    public async Task<HeadsVerdict> RunAsync(IReadOnlyList<string> names, AuditFindings findings, CancellationToken cancel)
    {
        var heads = await CheckHeadsAsync(findings, cancel);
        var signatures = await CheckSignaturesAsync(heads, findings, cancel);
        HashSet<string> known = [.. heads.Keys.SelectMany(day => new[] { HeadFolder.DocumentName(day), HeadFolder.ListName(day) }), .. signatures];
        foreach (var extra in names.Where(name => !known.Contains(name)))
        {
            findings.Add(new AuditFinding(AuditFault.FileExtra, File: extra));
        }

        return new HeadsVerdict(heads.Count, signatures.Count, heads.Values.Count(head => !head.IsWritten));
    }

    private async Task<Dictionary<DateOnly, KnownHead>> CheckHeadsAsync(AuditFindings findings, CancellationToken cancel)
    {
        var instance = await database.Set<Instance>().AsNoTracking().Select(one => one.InstanceId).SingleOrDefaultAsync(cancel);
        var heads = await database.Set<DailyHead>().OrderBy(head => head.Day)
            .Select(head => new KnownHead(head.Day, head.Bytes, head.Hash, head.WrittenAt != null))
            .ToListAsync(cancel);
        var previous = AuditHash.None;
        foreach (var head in heads)
        {
            var document = HeadDocument.Read(head.Bytes);
            if (document is null || document.Day != head.Day || !Same(head.Hash, HeadDocument.HashOf(head.Bytes))
                || !Same(HexId.Bytes(document.Instance), instance))
            {
                findings.Add(new AuditFinding(AuditFault.HeadChanged, Day: head.Day));
            }
            else if (!Same(document.Previous, previous))
            {
                findings.Add(new AuditFinding(AuditFault.HeadUnlinked, Day: head.Day));
            }

            previous = head.Hash;
            if (head.IsWritten)
            {
                await CheckFileAsync(HeadFolder.DocumentName(head.Day), head.Day, name => folder.IsAsync(name, head.Bytes, cancel), findings);
                await CheckFileAsync(HeadFolder.ListName(head.Day), head.Day, name => IsListOfAsync(name, document, cancel), findings);
            }
        }

        return heads.ToDictionary(head => head.Day);
    }

    private async Task<bool> IsListOfAsync(string name, HeadDocument? document, CancellationToken cancel)
    {
        await using var list = folder.Open(name);
        return document is not null
            && list.Length == (long)document.Chains * HeadList.EntryLength
            && Same(document.List, await HeadList.HashOfAsync(list, cancel));
    }

    private async Task<HashSet<string>> CheckSignaturesAsync(Dictionary<DateOnly, KnownHead> heads, AuditFindings findings, CancellationToken cancel)
    {
        HashSet<string> names = [];
        var signatures = await database.Set<Countersignature>().AsNoTracking().OrderBy(one => one.Day).ThenBy(one => one.StaffId).ToListAsync(cancel);
        var roster = signatures.Count == 0 ? null : await RosterAsync(findings, cancel);
        foreach (var signature in signatures)
        {
            var head = heads[signature.Day];
            if (roster is not null
                && (roster.Members.GetValueOrDefault(signature.StaffId) is not { } auditor
                    || !SignedDocument.IsSigned(Countersignature.Label, head.Bytes, signature.Signature, auditor.SigningKey)))
            {
                findings.Add(new AuditFinding(AuditFault.Signature, Day: signature.Day));
            }

            var name = HeadFolder.SignatureName(signature.Day, signature.StaffId);
            names.Add(name);
            if (signature.WrittenAt is not null)
            {
                await CheckFileAsync(name, signature.Day, file => folder.IsAsync(file, SignedHeadFile.Write(head.Bytes, signature), cancel), findings);
            }
        }

        return names;
    }

    private async Task<VerifiedRoster?> RosterAsync(AuditFindings findings, CancellationToken cancel)
    {
        try
        {
            return await read.RunAsync(cancel);
        }
        catch (RosterRefusedException)
        {
            findings.Add(new AuditFinding(AuditFault.Roster));
            return null;
        }
    }

    private async Task CheckFileAsync(string name, DateOnly day, Func<string, Task<bool>> isRight, AuditFindings findings)
    {
        try
        {
            if (!folder.Has(name))
            {
                findings.Add(new AuditFinding(AuditFault.FileMissing, Day: day, File: name));
            }
            else if (!await isRight(name))
            {
                findings.Add(new AuditFinding(AuditFault.FileChanged, Day: day, File: name));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            findings.Add(new AuditFinding(AuditFault.FileUnreadable, Day: day, File: name));
        }
    }

    private static bool Same(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

    private sealed record KnownHead(DateOnly Day, byte[] Bytes, byte[] Hash, bool IsWritten);
}

/// <param name="Waiting">Heads whose files are not written yet.</param>
public sealed record HeadsVerdict(int Heads, int Signatures, int Waiting);

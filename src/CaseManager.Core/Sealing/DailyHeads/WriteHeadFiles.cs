using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>Writes heads and countersignatures that are not yet outside the database, oldest first. What cannot be written stays due and says why.</summary>
public sealed class WriteHeadFiles(CaseManagerDbContext database, HeadFolder folder, TimeProvider time)
{
    public async Task<HeadFilesOutcome> RunAsync(CancellationToken cancel)
    {
        var outcome = new HeadFilesOutcome(0, []);
        var days = await database.Set<DailyHead>().Where(head => head.WrittenAt == null).OrderBy(head => head.Day).Select(head => head.Day).ToListAsync(cancel);
        foreach (var day in days)
        {
            outcome = outcome.With(await WriteHeadAsync(day, cancel));
        }

        var signatures = await database.Set<Countersignature>().Where(signature => signature.WrittenAt == null).OrderBy(signature => signature.Day).ToListAsync(cancel);
        foreach (var signature in signatures)
        {
            outcome = outcome.With(await WriteSignatureAsync(signature, cancel));
        }

        return outcome;
    }

    /// <summary>The list first: where the document is, the list is.</summary>
    private async Task<string?> WriteHeadAsync(DateOnly day, CancellationToken cancel)
    {
        var head = await database.Set<DailyHead>().SingleAsync(one => one.Day == day, cancel);
        var fault = await folder.WriteAsync(HeadFolder.ListName(day), head.List!, cancel)
            ?? await folder.WriteAsync(HeadFolder.DocumentName(day), head.Bytes, cancel);
        if (fault is null)
        {
            head.MarkWritten(time.GetUtcNow());
        }
        else
        {
            head.MarkFailed(fault);
        }

        await database.SaveChangesAsync(cancel);

        // A list can be large, and many days may wait.
        database.Entry(head).State = EntityState.Detached;
        return fault;
    }

    private async Task<string?> WriteSignatureAsync(Countersignature signature, CancellationToken cancel)
    {
        var content = await ContentOfAsync(signature, cancel);
        var fault = await folder.WriteAsync(HeadFolder.SignatureName(signature.Day, signature.StaffId), content, cancel);
        if (fault is null)
        {
            signature.MarkWritten(time.GetUtcNow());
            await database.SaveChangesAsync(cancel);
        }

        return fault;
    }

    private async Task<byte[]> ContentOfAsync(Countersignature signature, CancellationToken cancel)
    {
        var head = await database.Set<DailyHead>().Where(one => one.Day == signature.Day).Select(one => one.Bytes).SingleAsync(cancel);
        return SignedHeadFile.Write(head, signature);
    }
}

/// <summary>What became of the files.</summary>
/// <param name="Faults">Codes of <see cref="HeadFileFault"/>, each once.</param>
public sealed record HeadFilesOutcome(int Written, IReadOnlyList<string> Faults)
{
    public HeadFilesOutcome With(string? fault) => fault is null
        ? this with { Written = Written + 1 }
        : this with { Faults = [.. Faults.Append(fault).Distinct()] };
}

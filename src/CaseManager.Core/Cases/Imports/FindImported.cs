using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Imports;

/// <summary>Tells which rows of a file are cases already, and which of its references were imported with other content.</summary>
public sealed class FindImported(CaseManagerDbContext database)
{
    /// <summary>Marks asked for at once.</summary>
    public const int Most = 10_000;

    /// <exception cref="RefusedException"><c>marks</c>: malformed, or too many.</exception>
    public async Task<ImportedMarks> RunAsync(IReadOnlyList<byte[]> rows, IReadOnlyList<byte[]> references, Guid staffId, CancellationToken cancel)
    {
        if (rows.Count + references.Count > Most || !rows.Concat(references).All(RowMarks.IsMark))
        {
            throw new RefusedException("marks");
        }

        var hidden = database.HiddenFrom(staffId);
        var known = database.Set<ImportedRow>().AsNoTracking();
        var byRow = await known
            .Where(row => rows.Contains(row.Row))
            .Select(row => new ImportedMark(row.Row, hidden.Contains(row.CaseId) ? null : (Guid?)row.CaseId))
            .ToListAsync(cancel);
        var byReference = await known
            .Where(row => references.Contains(row.Reference!))
            .Select(row => new ImportedMark(row.Reference!, hidden.Contains(row.CaseId) ? null : (Guid?)row.CaseId))
            .ToListAsync(cancel);
        return new ImportedMarks(byRow, byReference);
    }
}

/// <summary>What is known of a file.</summary>
public sealed record ImportedMarks(IReadOnlyList<ImportedMark> Rows, IReadOnlyList<ImportedMark> References);

/// <summary>A mark that became a case.</summary>
/// <param name="CaseId"><see langword="null"/> where it is a case she may not know of.</param>
public sealed record ImportedMark(byte[] Mark, Guid? CaseId);

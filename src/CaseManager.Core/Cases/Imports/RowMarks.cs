namespace CaseManager.Core.Cases.Imports;

/// <summary>The marks of one row, as a browser makes them.</summary>
/// <param name="Epoch">Whose key made <see cref="Row"/> and <see cref="Reference"/>: the newest.</param>
/// <param name="Row">16 bytes.</param>
/// <param name="Older">The same row under the keys of earlier epochs: it may have come before the team key turned.</param>
/// <param name="Reference">16 bytes; <see langword="null"/> where the row has no reference.</param>
public sealed record RowMarks(int Epoch, byte[] Row, IReadOnlyList<byte[]> Older, byte[]? Reference)
{
    /// <summary>Earlier epochs one row may be marked for: a turn every 30 days makes that twenty years.</summary>
    private const int MostOlder = 250;

    /// <summary>Every mark under which the row may be known.</summary>
    internal IReadOnlyList<byte[]> Every => [Row, .. Older];

    /// <exception cref="RefusedException"><c>marks</c>: malformed, or too many.</exception>
    public void Check()
    {
        if (Older.Count > MostOlder || !Every.All(IsMark) || (Reference is not null && !IsMark(Reference)))
        {
            throw new RefusedException("marks");
        }
    }

    internal static bool IsMark(byte[] mark) => mark.Length == ImportedRow.MarkLength;
}

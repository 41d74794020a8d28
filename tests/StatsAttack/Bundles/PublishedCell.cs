namespace CaseManager.StatsAttack.Bundles;

/// <summary>One row of a published table.</summary>
/// <param name="Codes">Joined by a slash; empty where the table has no dimension.</param>
/// <param name="Value"><see langword="null"/> where it is under the threshold.</param>
public sealed record PublishedCell(string Period, string Codes, long? Value, string Status, long Margin90);

/// <summary>One published table.</summary>
/// <param name="Columns">Header of its file, in order.</param>
public sealed record PublishedTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<PublishedCell> Cells);

/// <summary>One draw, as the ledger tells it.</summary>
public sealed record LedgerRow(string Entry, string Family, string Period, int Revision, string Epsilon, string Release, string BuiltAt);

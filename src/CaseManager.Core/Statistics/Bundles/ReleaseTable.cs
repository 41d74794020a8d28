namespace CaseManager.Core.Statistics.Bundles;

/// <summary>One table of a release, as it goes into every file of the bundle.</summary>
/// <param name="Name">Of its files, for example <c>intake_by_platform</c>.</param>
/// <param name="Family">Code of its family, or <see langword="null"/> for totals.</param>
/// <param name="Title">In plain words, one line.</param>
/// <param name="Dimensions">Columns between period and value; the names of code lists.</param>
/// <param name="Rows">By period, then in the order of the code lists; every cell, also those without a value.</param>
public sealed record ReleaseTable(string Name, string? Family, string Title, IReadOnlyList<string> Dimensions, IReadOnlyList<ReleaseRow> Rows);

/// <summary>One cell of a release.</summary>
/// <param name="Period">As it is written: <c>2025-07</c>, <c>2025-Q3</c>, <c>2025</c>, <c>2023-2025</c>.</param>
/// <param name="Codes">One for each dimension of its table.</param>
/// <param name="Value">Protected count, or <see langword="null"/> where it is under the threshold.</param>
/// <param name="Status">One of <see cref="CellStatus"/>.</param>
/// <param name="Margin90">Distance within which the true count lies in nine of ten cells; whole cases.</param>
public sealed record ReleaseRow(string Period, IReadOnlyList<string> Codes, long? Value, string Status, long Margin90);

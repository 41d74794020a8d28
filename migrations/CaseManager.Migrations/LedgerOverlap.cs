namespace CaseManager.Migrations;

/// <summary>The database itself refuses a second draw over months that a family was drawn for.</summary>
internal static class LedgerOverlap
{
    /// <summary>One range of numbers for each family and revision: the range type needs no extension then.</summary>
    internal const string Sql =
        """
        alter table statistics.ledger add constraint "EX_ledger_overlap" exclude using gist (
            int4range(("Family" * 2 + "Revision") * 100000 + "From", ("Family" * 2 + "Revision") * 100000 + "Until") with &&);
        alter table statistics.ledger add constraint "CK_ledger_revision" check ("Revision" in (0, 1));
        """;
}

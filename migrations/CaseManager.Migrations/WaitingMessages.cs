namespace CaseManager.Migrations;

/// <summary>Messages that waited for an answer before cases kept since when: what a survivor wrote after staff wrote last.</summary>
public static class WaitingMessages
{
    public const string Sql =
        """
        update cases.cases c set "AwaitsAnswerSince" = w.since
        from (
            select m."CaseId", min(m."StoredAt") as since from sealing.objects m join cases.cases f on f."CaseId" = m."CaseId"
            where (f."ClosedAt" is null or m."StoredAt" > f."ClosedAt") and m."Kind" = 'message' and m."Author" = 'survivor' and not exists (
                select 1 from sealing.objects a
                where a."CaseId" = m."CaseId" and a."Kind" = 'message' and a."Author" like 'staff:%' and a."StoredAt" > m."StoredAt")
            group by m."CaseId") w
        where w."CaseId" = c."CaseId"
        """;
}

using CaseManager.Core.Audit;

namespace CaseManager.Core.Cases.Related;

/// <summary>What the audit of both cases says of a case that was put into another, or taken out of it.</summary>
internal static class RelatedEvents
{
    /// <param name="intoId">The case it is worked on in.</param>
    public static IReadOnlyList<NewAuditEvent> Of(string type, Guid caseId, Guid intoId, Guid staffId) =>
    [
        new(caseId, type, Actor.Staff(staffId), new AuditData { { "into", intoId } }),
        new(intoId, type, Actor.Staff(staffId), new AuditData { { "other", caseId } }),
    ];
}

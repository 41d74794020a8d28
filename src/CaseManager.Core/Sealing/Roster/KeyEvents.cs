using CaseManager.Core.Audit;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>What the organisation's chain says of keys that came with roster entries.</summary>
internal static class KeyEvents
{
    public static IReadOnlyList<NewAuditEvent> Of(IEnumerable<NewEpochWrap> wraps, bool hasIntake, VerifiedRoster roster, Actor actor)
    {
        List<NewAuditEvent> happened =
        [
            .. wraps.Select(wrap => new NewAuditEvent(
                AuditLog.Organisation, "TeamKeyGiven", actor, new AuditData { { "staff", wrap.StaffId }, { "epoch", wrap.Epoch } })),
        ];
        if (hasIntake && roster.CurrentEpoch is { } epoch)
        {
            happened.Add(new NewAuditEvent(AuditLog.Organisation, "IntakeBundleSigned", actor, new AuditData { { "epoch", epoch.Number } }));
        }

        return happened;
    }
}

using CaseManager.Core.Sealing;

namespace CaseManager.Core.Cases;

/// <summary>Which sealed objects a staff member's browser can make use of.</summary>
internal static class OpenableObjects
{
    /// <summary>Leaves out wraps for recovery, for her receipt and for colleagues.</summary>
    public static IQueryable<SealedObject> OpenableBy(this IQueryable<SealedObject> objects, Guid staffId)
    {
        var own = Recipients.Staff(staffId);
        return objects.Where(o => o.Kind != ObjectKinds.Wrap || o.Recipient == own || o.Recipient!.StartsWith("epoch:"));
    }

    /// <summary>The same where two holders of recovery words sit beside her: their wraps too.</summary>
    public static IQueryable<SealedObject> OpenableWithRecovery(this IQueryable<SealedObject> objects, Guid staffId)
    {
        var own = Recipients.Staff(staffId);
        return objects.Where(o => o.Kind != ObjectKinds.Wrap || o.Recipient == own || o.Recipient == Recipients.Recovery || o.Recipient!.StartsWith("epoch:"));
    }
}

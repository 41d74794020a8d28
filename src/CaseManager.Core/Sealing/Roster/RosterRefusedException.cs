namespace CaseManager.Core.Sealing.Roster;

/// <summary>An entry does not follow from the roster so far; nothing of the post was stored.</summary>
/// <param name="fault">As in the browser's <c>RosterFault</c>: entry, genesis, root, instance, sequence, previous, signer, signature, officer-certificate, member, epoch.</param>
/// <param name="sequence">The place it wanted in the log, from 0.</param>
public sealed class RosterRefusedException(string fault, int sequence)
    : RefusedException($"roster-{fault}", fault is "sequence" or "previous" ? RefusalKind.Conflict : RefusalKind.Invalid)
{
    public int Sequence { get; } = sequence;
}

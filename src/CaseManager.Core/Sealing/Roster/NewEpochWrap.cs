using CaseManager.Core.Sealing.Age;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>An epoch's private key for one member, as an officer's browser sealed it.</summary>
public sealed record NewEpochWrap
{
    private const int Largest = 8 * 1024;

    public required int Epoch { get; init; }

    public required Guid StaffId { get; init; }

    /// <summary>Age file with one recipient.</summary>
    public required byte[] File { get; init; }

    /// <param name="openers">Whose roles open reports.</param>
    /// <exception cref="RefusedException"><c>epoch-wrap</c>: no such epoch or member, not one recipient, or somebody whose roles open no report.</exception>
    public EpochWrap Check(VerifiedRoster roster, IReadOnlySet<Guid> openers) =>
        File.Length <= Largest
        && AgeHeader.Read(File).Recipients == 1
        && roster.Epochs.Any(epoch => epoch.Number == Epoch)
        && roster.Members.TryGetValue(StaffId, out var member)
        && member.IsCurrent
        && openers.Contains(StaffId)
            ? new EpochWrap { Epoch = Epoch, StaffId = StaffId, File = File }
            : throw new RefusedException("epoch-wrap");

    /// <summary>The newest epoch's key reaches everybody of the roster who opens reports.</summary>
    /// <exception cref="RefusedException"><c>epoch-wrap</c>: somebody would be left without it.</exception>
    public static void RequireForAll(IEnumerable<NewEpochWrap> wraps, VerifiedRoster roster, IReadOnlySet<Guid> openers)
    {
        var given = wraps.Where(wrap => wrap.Epoch == roster.CurrentEpoch?.Number).Select(wrap => wrap.StaffId).ToHashSet();
        if (roster.Members.Values.Any(member => member.IsCurrent && openers.Contains(member.StaffId) && !given.Contains(member.StaffId)))
        {
            throw new RefusedException("epoch-wrap");
        }
    }
}

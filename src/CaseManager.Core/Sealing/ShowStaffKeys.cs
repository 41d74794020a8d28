using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>How far a staff member has come with her keys.</summary>
public enum StaffKeysState
{
    /// <summary>Her browser has made none.</summary>
    None,

    /// <summary>Made; no officer has admitted her yet.</summary>
    Waiting,

    /// <summary>The roster names her.</summary>
    Admitted,

    /// <summary>The roster names her no longer.</summary>
    Revoked,
}

/// <summary>A staff member's own keys, and where she stands in the roster.</summary>
public sealed class ShowStaffKeys(CaseManagerDbContext database, ReadRoster read)
{
    public async Task<ShownStaffKeys> RunAsync(Guid staffId, CancellationToken cancel)
    {
        var roster = await read.RunAsync(cancel);
        var keys = await database.Set<StaffKeys>().AsNoTracking().SingleOrDefaultAsync(k => k.StaffId == staffId, cancel);
        var member = roster?.Members.GetValueOrDefault(staffId);
        var state = (keys, member) switch
        {
            (null, _) => StaffKeysState.None,
            (_, null) => StaffKeysState.Waiting,
            (_, { IsCurrent: true }) => StaffKeysState.Admitted,
            _ => StaffKeysState.Revoked,
        };
        return new ShownStaffKeys(state, keys, roster);
    }
}

/// <param name="Keys"><see langword="null"/> while there are none.</param>
/// <param name="Roster"><see langword="null"/> before the ceremony that makes the instance.</param>
public sealed record ShownStaffKeys(StaffKeysState State, StaffKeys? Keys, VerifiedRoster? Roster);

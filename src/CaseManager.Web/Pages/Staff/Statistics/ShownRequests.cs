using System.Security.Claims;
using CaseManager.Core.Access;
using CaseManager.Core.Statistics.Requests;
using CaseManager.Web.Security;

namespace CaseManager.Web.Pages.Staff.Statistics;

/// <summary>Requests for releases, with the names of whoever asked and agreed.</summary>
public sealed record ShownRequests(IReadOnlyList<BuildRequest> Rows, IReadOnlyList<StaffName> People, ClaimsPrincipal Viewer)
{
    public static ShownRequests None { get; } = new([], [], new ClaimsPrincipal());

    /// <summary>Whether something happens without anybody doing anything.</summary>
    public bool IsMoving => Rows.Any(row => row.State is BuildState.Approved or BuildState.Building);

    public string NameOf(Guid id) => People.FirstOrDefault(person => person.Id == id)?.Alias ?? "–";

    /// <summary>Name of the text that says how it stands.</summary>
    public static string StateOf(BuildRequest row) => row is { State: BuildState.Approved, Code: not null } ? "State.PutOff" : $"State.{row.State}";

    /// <summary>Whether whoever looks may agree to it now.</summary>
    public bool MayAgree(BuildRequest row) =>
        row.RefusalFor(new Approver(Viewer.StaffId(), Viewer.IsInRole(RoleName.Supervisor), Viewer.IsInRole(RoleName.Administrator))) is null;

    public bool MayDecline(BuildRequest row) => row.State is BuildState.Waiting && Policy.Passes(Viewer, Policy.Building);
}

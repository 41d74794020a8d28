namespace CaseManager.Core.Cases.Grants;

/// <summary>A colleague works on the case already.</summary>
public sealed class CaseTakenException(Guid assigneeId, string alias) : RefusedException("taken", RefusalKind.Conflict)
{
    public Guid AssigneeId { get; } = assigneeId;

    /// <summary>The colleague's name, as colleagues see it.</summary>
    public string Alias { get; } = alias;
}

namespace CaseManager.Web.Settings;

/// <summary>The section <c>CaseManager:Takedowns</c>.</summary>
public sealed class TakedownOptions
{
    public const string Section = "CaseManager:Takedowns";

    /// <summary>A second person approves every notice before it leaves.</summary>
    public bool SecondPerson { get; init; }
}

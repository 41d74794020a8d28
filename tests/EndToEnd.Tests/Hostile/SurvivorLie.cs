namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>One thing a hostile server tries on a survivor who comes back.</summary>
/// <param name="Name">As SECURITY.md lists it.</param>
/// <param name="Says">What she reads then.</param>
/// <param name="TellAsync">Sets the lie up, before she types her receipt.</param>
public sealed record SurvivorLie(string Name, string Says, Func<HostileVisit, Task> TellAsync)
{
    /// <summary>Where she reads it.</summary>
    public string Where { get; init; } = "#case-warnings";

    /// <summary>What she does once her case is open.</summary>
    public Func<HostileVisit, Task>? ActAsync { get; init; }

    /// <summary>Box and text of what she typed, and must not lose.</summary>
    public (string Box, string Text)? Typed { get; init; }

    public override string ToString() => Name;
}

/// <summary>One thing a hostile server tries on a survivor who sends.</summary>
/// <param name="TellAsync">Sets the lie up, before she presses send.</param>
public sealed record SendingLie(string Name, string Says, Func<HostileVisit, Task> TellAsync)
{
    public override string ToString() => Name;
}

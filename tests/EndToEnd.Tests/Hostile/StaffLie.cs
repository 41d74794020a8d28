namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>One thing a hostile server tries on a caseworker.</summary>
/// <param name="Name">As SECURITY.md lists it.</param>
/// <param name="Says">What she reads then.</param>
/// <param name="TellAsync">Sets the lie up, before she goes there.</param>
public sealed record StaffLie(string Name, string Says, Func<HostileDesk, Task> TellAsync)
{
    /// <summary>Where she goes; her case without.</summary>
    public Func<HostileDesk, string> Page { get; init; } = desk => desk.Taken.Address;

    /// <summary>Where she reads it.</summary>
    public string Where { get; init; } = "#error";

    /// <summary>What she does there, where going there is not enough.</summary>
    public Func<HostileDesk, Task> ActAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>What must not stand on the page: everything of the case, unless one object of it is what is refused.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [HostileDesk.Message, HostileDesk.Note, "wrote to the person"];

    /// <summary>End of the address of what is handed over before the lie shows.</summary>
    public string? HandsOver { get; init; }

    /// <summary>Makes good what the lie left in her browser.</summary>
    public Func<HostileDesk, Task> AfterAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>What she typed, and must not lose.</summary>
    public (string Box, string Text)? Typed { get; init; }

    public override string ToString() => Name;
}

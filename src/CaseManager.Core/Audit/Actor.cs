namespace CaseManager.Core.Audit;

/// <summary>Who did something: the survivor, a staff member, the server itself, or one of its jobs. Never a name.</summary>
public readonly record struct Actor(string Code)
{
    /// <summary>The person the case is about, known by her receipt alone.</summary>
    public static Actor Survivor { get; } = new("survivor");

    /// <summary>The server while it answers a request.</summary>
    public static Actor Server { get; } = new("server");

    /// <summary>A staff member.</summary>
    public static Actor Staff(Guid id) => new($"staff:{HexId.Write(id)}");

    /// <summary>A background job.</summary>
    public static Actor Job(string name) => new($"job:{name}");

    /// <summary>An operator's command at the machine.</summary>
    public static Actor Command(string name) => new($"command:{name}");

    /// <inheritdoc/>
    public override string ToString() => Code;
}

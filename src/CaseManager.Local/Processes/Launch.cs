namespace CaseManager.Local.Processes;

/// <summary>A program to start, and how it is tied to this one.</summary>
public sealed record Launch(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Added to this program's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? WorkingFolder { get; init; }

    /// <summary>Where its output is appended; without one it shares our terminal.</summary>
    public string? LogFile { get; init; }

    /// <summary>The user it runs as, where this program is root and the other must not be.</summary>
    public UnixUser? RunAs { get; init; }

    /// <summary>What the kernel sends it when this program dies without a word (Linux).</summary>
    public UnixSignal DeathSignal { get; init; } = UnixSignal.Terminate;

    /// <summary>In a session of its own, Ctrl-C in the terminal does not reach it; we stop it when its turn comes.</summary>
    public bool OwnSession { get; init; } = true;
}

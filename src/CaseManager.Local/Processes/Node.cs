using System.Globalization;

namespace CaseManager.Local.Processes;

/// <summary>Node, which runs the same sealing code as the browsers do.</summary>
public sealed class Node(Launcher launcher)
{
    private const int OldestMajor = 20;

    /// <exception cref="CannotStartException">Node is missing or too old.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        var version = await VersionAsync(cancel);
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < OldestMajor)
        {
            throw new CannotStartException($"Node {OldestMajor} or newer is needed, and this machine has {version}; install a newer one and start again.");
        }
    }

    public Task<Outcome> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel) =>
        launcher.RunAsync(new Launch("node", arguments), cancel);

    private async Task<string> VersionAsync(CancellationToken cancel)
    {
        // Behind setpriv a missing program is an exit code, not an exception.
        var asked = await launcher.RunAsync(new Launch("node", "--version"), cancel);
        return asked.Succeeded
            ? asked.Output.Trim()
            : throw new CannotStartException($"Node is missing; install Node {OldestMajor} or newer and start again.");
    }
}

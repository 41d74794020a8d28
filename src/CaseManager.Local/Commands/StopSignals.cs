using System.Runtime.InteropServices;

namespace CaseManager.Local.Commands;

/// <summary>Turns Ctrl-C, SIGTERM and a closed terminal into an orderly stop instead of a sudden end.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource asked = new();
    private readonly List<PosixSignalRegistration> registrations;

    public StopSignals() => registrations =
    [
        .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            .Select(signal => PosixSignalRegistration.Create(signal, Note)),
    ];

    /// <summary>Cancelled once somebody wants us to stop.</summary>
    public CancellationToken Asked => asked.Token;

    /// <summary>True where the signal came from the keyboard, and so has reached the programs in our terminal as well.</summary>
    public bool FromKeyboard { get; private set; }

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        asked.Dispose();
    }

    private void Note(PosixSignalContext context)
    {
        context.Cancel = true;
        FromKeyboard = context.Signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT;
        asked.Cancel();
    }
}

namespace CaseManager.Local.Processes;

/// <summary>The signals we send, with their numbers on Linux and macOS.</summary>
public enum UnixSignal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}

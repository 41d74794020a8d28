using System.Globalization;

namespace CaseManager.Local.Processes;

/// <summary>Wraps a program so that it gets its log, its session, its user and its tie to our life.</summary>
internal static class CommandLineOf
{
    public static IReadOnlyList<string> Build(Launch launch)
    {
        List<string> line = [];
        if (launch.LogFile is { } log)
        {
            line.AddRange(["sh", "-c", "exec \"$@\" </dev/null >>\"$0\" 2>&1", log]);
        }

        // macOS has none of these two; there a killed start leaves its children, and the next start stops them.
        if (OperatingSystem.IsLinux())
        {
            if (launch.OwnSession)
            {
                line.Add("setsid");
            }

            line.AddRange(["setpriv", .. UserOptions(launch.RunAs), $"--pdeathsig={NameOf(launch.DeathSignal)}", "--"]);
        }

        line.Add(launch.Program);
        line.AddRange(launch.Arguments);
        return line;
    }

    private static string[] UserOptions(UnixUser? user) => user is null
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"--reuid={user.UserId}"), string.Create(CultureInfo.InvariantCulture, $"--regid={user.GroupId}"), "--clear-groups"];

    private static string NameOf(UnixSignal signal) => signal switch
    {
        UnixSignal.Interrupt => "INT",
        UnixSignal.Quit => "QUIT",
        UnixSignal.Kill => "KILL",
        UnixSignal.Terminate => "TERM",
    };
}

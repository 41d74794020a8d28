using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CaseManager.Local.Processes;

/// <summary>The calls of the C library that .NET does not offer.</summary>
internal static partial class SystemCalls
{
    /// <returns>False where there is no such process any more.</returns>
    public static bool Signal(int processId, UnixSignal signal) => Kill(processId, (int)signal) == 0;

    public static bool Exists(int processId) => Kill(processId, 0) == 0;

    /// <exception cref="Win32Exception">The owner cannot be changed.</exception>
    public static void GiveTo(UnixUser user, string path)
    {
        if (ChangeOwner(path, user.UserId, user.GroupId) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}

using System.Text.RegularExpressions;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>The folder outside the database where daily heads stand: a file that is there is never overwritten with anything else.</summary>
public sealed partial class HeadFolder(DailyHeadOptions options)
{
    private const string Aside = ".new";

    /// <summary>Name of the file with a head's document.</summary>
    public static string DocumentName(DateOnly day) => $"{HeadDay.Write(day)}.head.json";

    /// <summary>Name of the file with the list a head covers.</summary>
    public static string ListName(DateOnly day) => $"{HeadDay.Write(day)}.chains";

    /// <summary>Name of the file with an auditor's signature.</summary>
    public static string SignatureName(DateOnly day, Guid staffId) => $"{HeadDay.Write(day)}.{HexId.Write(staffId)}.signed.json";

    /// <summary>The day a file belongs to by its name, whether the head's own or a signature's.</summary>
    public static bool TryReadDay(string name, out DateOnly day)
    {
        day = default;
        return Name().Match(name) is { Success: true } match
            && HeadDay.TryRead(match.Groups[1].Value, out day);
    }

    /// <summary>Names of everything in the folder but what is just being written; empty where there is no folder.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(options.Folder)
        ? [.. Directory.EnumerateFileSystemEntries(options.Folder).Select(path => Path.GetFileName(path)!).Where(name => !name.EndsWith(Aside, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : [];

    public bool Has(string name) => File.Exists(PathOf(name));

    public Stream Open(string name) => new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, useAsync: true);

    /// <summary>Writes a file whole or not at all, readable by its owner only. The same content again is success.</summary>
    /// <returns><see langword="null"/> when it is there, else one of <see cref="HeadFileFault"/>.</returns>
    public async Task<string?> WriteAsync(string name, byte[] content, CancellationToken cancel)
    {
        if (File.Exists(options.Folder))
        {
            return HeadFileFault.NoFolder;
        }

        try
        {
            MakeFolder();
            if (Has(name))
            {
                return await IsAsync(name, content, cancel) ? null : HeadFileFault.Differs;
            }

            await WriteAsideAsync(name, content, cancel);
            return await MoveAsync(name, content, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            TryDelete(AsideOf(name));
            return HeadFileFault.Of(failure);
        }
    }

    /// <summary>Whether a file says exactly this.</summary>
    public async Task<bool> IsAsync(string name, byte[] content, CancellationToken cancel)
    {
        await using var stream = Open(name);
        if (stream.Length != content.Length)
        {
            return false;
        }

        var buffer = new byte[1 << 16];
        for (var at = 0; at < content.Length;)
        {
            var read = await stream.ReadAsync(buffer, cancel);
            if (read == 0 || !buffer.AsSpan(0, read).SequenceEqual(content.AsSpan(at, Math.Min(read, content.Length - at))))
            {
                return false;
            }

            at += read;
        }

        return true;
    }

    private void MakeFolder()
    {
        if (Directory.Exists(options.Folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(options.Folder);
            return;
        }

        Directory.CreateDirectory(options.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task WriteAsideAsync(string name, byte[] content, CancellationToken cancel)
    {
        // Of a process that died while it wrote.
        File.Delete(AsideOf(name));
        var writing = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            writing.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var stream = new FileStream(AsideOf(name), writing);
        await stream.WriteAsync(content, cancel);
        stream.Flush(flushToDisk: true);
    }

    private async Task<string?> MoveAsync(string name, byte[] content, CancellationToken cancel)
    {
        try
        {
            File.Move(AsideOf(name), PathOf(name), overwrite: false);
            return null;
        }
        catch (IOException) when (Has(name))
        {
            TryDelete(AsideOf(name));
            return await IsAsync(name, content, cancel) ? null : HeadFileFault.Differs;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next try deletes it, or says why it cannot.
        }
    }

    private string PathOf(string name) => Path.Combine(options.Folder, name);

    private string AsideOf(string name) => $"{PathOf(name)}.{Environment.ProcessId}{Aside}";

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2})\.(head\.json|chains|[0-9a-f]{32}\.signed\.json)\z")]
    private static partial Regex Name();
}

using System.Security.Cryptography;

namespace CaseManager.Core.Sealing.AtRest;

/// <summary>The folder outside the database with the key files, 32 random bytes each. A dump without it shows nothing that was released.</summary>
public sealed class KeyFolder(string path)
{
    /// <summary>Bytes of every key.</summary>
    public const int KeyLength = 32;

    private const string FieldsFile = "fields.key";
    private const string LookupsFile = "lookups.key";
    private const string MailFile = "mail.key";
    private const string ChallengesFile = "challenges.key";
    private const string StatisticsFile = "statistics.key";

    private static readonly string[] Files = [FieldsFile, LookupsFile, MailFile, ChallengesFile, StatisticsFile];

    private readonly Lazy<byte[]> _fields = new(() => Read(path, FieldsFile));
    private readonly Lazy<byte[]> _lookups = new(() => Read(path, LookupsFile));
    private readonly Lazy<byte[]> _mail = new(() => Read(path, MailFile));
    private readonly Lazy<byte[]> _challenges = new(() => Read(path, ChallengesFile));
    private readonly Lazy<byte[]> _statistics = new(() => Read(path, StatisticsFile));

    /// <summary>Wraps the data keys of cases and targets.</summary>
    public ReadOnlySpan<byte> Fields => _fields.Value;

    /// <summary>Keys the look-up hashes of canonical links.</summary>
    public ReadOnlySpan<byte> Lookups => _lookups.Value;

    /// <summary>Keys the tokens in mail addresses and message ids.</summary>
    public ReadOnlySpan<byte> Mail => _mail.Value;

    /// <summary>Signs proof-of-work challenges.</summary>
    public ReadOnlySpan<byte> Challenges => _challenges.Value;

    /// <summary>Seed of the Ed25519 key that signs releases of statistics.</summary>
    public ReadOnlySpan<byte> Statistics => _statistics.Value;

    /// <summary>What is wrong with the folder, one sentence a file; empty when every key can be read.</summary>
    public IReadOnlyList<string> Check() => [.. Files.Select(file => Fault(path, file)).OfType<string>()];

    /// <summary>Makes the key files that are missing, readable by their owner only. Never replaces one.</summary>
    /// <returns>The names of those it made.</returns>
    public IReadOnlyList<string> Create()
    {
        Directory.CreateDirectory(path);
        return [.. Files.Where(file => TryCreate(Path.Combine(path, file)))];
    }

    private static bool TryCreate(string file)
    {
        var writing = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            writing.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Written aside and moved: a reader never sees half a key, and of two makers one wins.
        var aside = $"{file}.{Environment.ProcessId}.new";
        if (File.Exists(file))
        {
            return false;
        }

        using (var stream = new FileStream(aside, writing))
        {
            stream.Write(RandomNumberGenerator.GetBytes(KeyLength));
        }

        try
        {
            File.Move(aside, file, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(aside);
            return false;
        }
    }

    private static byte[] Read(string folder, string file) =>
        Fault(folder, file) is { } fault ? throw new KeyFileException(fault) : File.ReadAllBytes(Path.Combine(folder, file));

    private static string? Fault(string folder, string file)
    {
        try
        {
            var length = File.ReadAllBytes(Path.Combine(folder, file)).Length;
            return length == KeyLength ? null : $"The key file {file} holds {length} bytes instead of {KeyLength}: restore it from its backup.";
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"The key file {file} is missing from the key folder: restore it, or make the files of a new installation with \"keys folder\".";
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            return $"The key file {file} cannot be read by this program's user.";
        }
    }
}

/// <summary>A key file is missing or damaged; the message says which and what to do.</summary>
public sealed class KeyFileException(string message) : Exception(message);

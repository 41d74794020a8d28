using System.Text.Json;

namespace CaseManager.Core.Statistics.Ledger;

/// <summary>What the mark says: how far the ledger has come.</summary>
/// <param name="Entry">Newest entry that may have been shown, 0 before the first.</param>
/// <param name="Hash">Its hash, lower-case hexadecimal; empty before the first.</param>
/// <param name="At">When it was written, UTC.</param>
public sealed record Mark(int Entry, string Hash, DateTimeOffset At);

/// <summary>The file outside the database that knows the newest draw, so that an older backup cannot draw the same figures again.</summary>
/// <remarks>It is written after a draw is committed and before anybody may see it: what was drawn and lost before that was seen by nobody.</remarks>
public sealed class LedgerMark(StatisticsPolicy policy)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private string File => Path.Combine(policy.MarkFolder, "ledger.json");

    private string Bundles => Path.Combine(policy.MarkFolder, "bundles");

    /// <summary>What it says, or <see langword="null"/> where there is none.</summary>
    /// <exception cref="RefusedException">It cannot be read.</exception>
    public Mark? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Mark>(System.IO.File.ReadAllBytes(File), Json) ?? throw new RefusedException("mark-unreadable", RefusalKind.NotNow);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception damaged) when (damaged is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("mark-unreadable", RefusalKind.NotNow);
        }
    }

    /// <summary>Puts a new one in the place of the old, or leaves the old. A mark never goes back.</summary>
    /// <exception cref="RefusedException">It cannot be written.</exception>
    public void Write(Mark mark)
    {
        if (Read() is { } known && known.Entry > mark.Entry)
        {
            throw new RefusedException("older-backup", RefusalKind.NotNow);
        }

        Write(File, JsonSerializer.SerializeToUtf8Bytes(mark, Json));
    }

    /// <summary>Keeps a bundle beside the mark, so that a database that is lost with it can take it in again.</summary>
    /// <exception cref="RefusedException">It cannot be written.</exception>
    public void Keep(string fileName, byte[] bundle) => Write(Path.Combine(Bundles, fileName), bundle);

    private static void Write(string file, byte[] bytes)
    {
        var unfinished = $"{file}.{Environment.ProcessId}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            System.IO.File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("mark-unwritable", RefusalKind.NotNow);
        }
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseManager.Local.Data;

namespace CaseManager.Local.Mail;

/// <summary>Captured mail as files: <c>NAME.eml</c> with the bytes as they came, <c>NAME.json</c> with the envelope.</summary>
public sealed partial class CapturedMailFolder(string path, TimeProvider time)
{
    private int counter;

    /// <summary>Keeps a message; on return both files are whole.</summary>
    public async Task<string> AddAsync(Func<DateTimeOffset, Envelope> envelope, ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmssfff}-{Environment.ProcessId}-{Interlocked.Increment(ref counter)}");
        await PrivateFile.WriteAsync(PathOf(name, "eml"), message, cancel);
        await PrivateFile.WriteAsync(PathOf(name, "json"), JsonSerializer.SerializeToUtf8Bytes(envelope(now), JsonSerializerOptions.Web), cancel);
        return name;
    }

    /// <summary>All captured mail, the newest first.</summary>
    public IReadOnlyList<CapturedMail> List() =>
    [
        .. Directory.EnumerateFiles(path, "*.json")
            .Select(file => Find(Path.GetFileNameWithoutExtension(file)))
            .OfType<CapturedMail>()
            .OrderByDescending(mail => mail.Envelope.ReceivedAt)
            .ThenByDescending(mail => mail.Name, StringComparer.Ordinal),
    ];

    public CapturedMail? Find(string name) =>
        NamePattern().IsMatch(name) && File.Exists(PathOf(name, "json"))
            ? new CapturedMail(name, JsonSerializer.Deserialize<Envelope>(File.ReadAllBytes(PathOf(name, "json")), JsonSerializerOptions.Web)!, PathOf(name, "eml"))
            : null;

    private string PathOf(string name, string kind) => Path.Combine(path, $"{name}.{kind}");

    [GeneratedRegex("^[0-9T-]+$")]
    private static partial Regex NamePattern();
}

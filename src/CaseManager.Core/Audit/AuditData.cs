using System.Buffers.Text;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CaseManager.Core.Audit;

/// <summary>What an event says beside its type: ids, codes, numbers, times and hashes by name. There is no way to put a sentence in.</summary>
/// <remarks>Written as a JSON object with its names in ordinal order and no spaces, so that equal data has equal bytes.</remarks>
public sealed partial class AuditData : IEnumerable<KeyValuePair<string, string>>
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>An identifier, as 32 hexadecimal characters.</summary>
    public void Add(string name, Guid id) => Put(name, Quoted(HexId.Write(id)));

    /// <summary>A code: letters, digits, and <c>: . _ -</c> between them, at most 96.</summary>
    /// <exception cref="ArgumentException">It is no code.</exception>
    public void Add(string name, string code) => Put(name, Quoted(CodeOf(code)));

    /// <summary>Several codes, in the order given.</summary>
    /// <exception cref="ArgumentException">One of them is no code.</exception>
    public void Add(string name, IEnumerable<string> codes) =>
        Put(name, $"[{string.Join(',', codes.Select(code => Quoted(CodeOf(code))))}]");

    /// <summary>A number.</summary>
    public void Add(string name, long number) => Put(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A yes or no.</summary>
    public void Add(string name, bool value) => Put(name, value ? "true" : "false");

    /// <summary>A moment, UTC, to the millisecond.</summary>
    public void Add(string name, DateTimeOffset at) =>
        Put(name, Quoted(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));

    /// <summary>A hash or a MAC, as base64url without padding.</summary>
    public void Add(string name, byte[] hash) => Put(name, Quoted(Base64Url.EncodeToString(hash)));

    /// <summary>The canonical JSON object.</summary>
    public string ToJson()
    {
        var json = new StringBuilder("{");
        foreach (var (name, value) in _values)
        {
            json.Append(json.Length > 1 ? "," : "").Append(Quoted(name)).Append(':').Append(value);
        }

        return json.Append('}').ToString();
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Put(string name, string json) => _values.Add(CodeOf(name), json);

    private static string Quoted(string code) => $"\"{code}\"";

    private static string CodeOf(string text) =>
        Code().IsMatch(text) ? text : throw new ArgumentException("An audit event holds codes, never text.", nameof(text));

    [GeneratedRegex(@"^[A-Za-z0-9](?:[A-Za-z0-9:._-]{0,94}[A-Za-z0-9])?\z")]
    private static partial Regex Code();
}

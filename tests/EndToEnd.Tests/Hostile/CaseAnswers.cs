using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Ways to bend what the server answers about a case.</summary>
public static class CaseAnswers
{
    public static JsonArray Objects(this JsonNode answer) => answer["objects"]!.AsArray();

    public static JsonArray Wraps(this JsonNode answer) => answer["wraps"]!.AsArray();

    /// <summary>The newest object of a kind.</summary>
    public static JsonObject Last(this JsonNode answer, string kind) =>
        answer.Objects().Last(one => (string)one!["kind"]! == kind)!.AsObject();

    /// <summary>Puts other wraps in the place of those of a key pair.</summary>
    public static void PutWraps(this JsonNode answer, string keyPair, params IEnumerable<JsonNode> others)
    {
        foreach (var wrap in answer.Wraps().Where(wrap => (string)wrap!["keyPair"]! == keyPair).ToList())
        {
            answer.Wraps().Remove(wrap);
        }

        foreach (var other in others)
        {
            answer.Wraps().Add(other);
        }
    }

    /// <summary>Changes the bytes of each of these sealed files.</summary>
    public static void ChangeFiles(this IEnumerable<JsonNode?> stored, Func<byte[], byte[]> change)
    {
        foreach (var one in stored)
        {
            one!["file"] = Base64Url.EncodeToString(change(Base64Url.DecodeFromChars((string)one["file"]!)));
        }
    }

    /// <summary>Sequence and hash where an author's chain under <c>C</c> ends.</summary>
    public static (int Sequence, byte[] Hash) EndOf(this JsonNode answer, string author)
    {
        var last = answer.Objects().LastOrDefault(one => (string)one!["author"]! == author && (string)one["keyPair"]! == "C");
        return last is null ? (0, new byte[32]) : ((int)last["sequence"]!, Base64Url.DecodeFromChars((string)last["hash"]!));
    }

    /// <summary>A file with a stanza that is none of ours before its others.</summary>
    public static byte[] WithStanza(byte[] file, string stanza) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Insert("age-encryption.org/v1\n".Length, stanza));

    /// <summary>A file with its one stanza so many times.</summary>
    public static byte[] WithRecipients(byte[] file, int count)
    {
        var text = Encoding.Latin1.GetString(file);
        const int Start = 22;
        var stanza = text[Start..text.IndexOf("--- ", StringComparison.Ordinal)];
        return Encoding.Latin1.GetBytes(text.Insert(Start, string.Concat(Enumerable.Repeat(stanza, count - 1))));
    }
}

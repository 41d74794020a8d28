using System.Globalization;
using System.Text;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>Mails as hostile or broken servers send them: the corpus torn, re-encoded, nested, and with headers of all sorts. The same seed gives the same mails.</summary>
public sealed class AnswerMutations(int seed)
{
    private static readonly byte[][] Corpus = [.. AnswerCorpus.Learn.Concat(AnswerCorpus.Held).Select(answer => answer.Raw)];

    private static readonly string[] Headers =
    [
        "Auto-Submitted: auto-replied (x); y=z", "Auto-Submitted: (((", "Precedence: bulk", "Return-Path: <>", "Content-Type: multipart/mixed; boundary=", "Content-Transfer-Encoding: base64",
        "Content-Type: text/html; charset=utf-7", "Content-Type: text/plain; charset=iso-2022-jp", "Content-Type: text/plain; charset=\"no such thing\"", "Subject: =?utf-8?B?////?= =?x?Q?=ZZ?=",
        "From: \"((\" <@,:;>", "To: a:b:c:d:;;;", "References: <<<<>>>>", "Message-ID: <n1.00000000000000000000000000000000.0.aaaaaaaaaaaaaaaaaaaaaaaaaa@x>", "X-Failed-Recipients: a@b",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "MIME-Version: 1.0", "Date: 99 Foo 99999 99:99:99 +9999", "Authentication-Results: x; dmarc=fail",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var mail = Corpus[_random.Next(Corpus.Length)];
        for (var changes = _random.Next(1, 4); changes > 0; changes--)
        {
            mail = Change(mail);
        }

        return mail;
    }

    private byte[] Change(byte[] mail) => _random.Next(10) switch
    {
        0 => mail[..Place(mail)],
        1 => mail[Place(mail)..],
        2 => Doubled(mail),
        3 => Flipped(mail),
        4 or 5 => WithHeader(mail),
        6 => Nested(mail, "message/rfc822"),
        7 => Nested(mail, "multipart/mixed"),
        8 => InBase64(mail),
        _ => WithMarkup(mail),
    };

    private int Place(byte[] mail) => _random.Next(mail.Length + 1);

    private byte[] Doubled(byte[] mail)
    {
        var (from, to) = (Place(mail), Place(mail));
        (from, to) = from < to ? (from, to) : (to, from);
        return mail.Length > 60_000 ? mail : [.. mail[..to], .. mail[from..to], .. mail[to..]];
    }

    private byte[] Flipped(byte[] mail)
    {
        var changed = mail.ToArray();
        for (var flips = _random.Next(1, 40); flips > 0 && changed.Length > 0; flips--)
        {
            changed[_random.Next(changed.Length)] = (byte)_random.Next(256);
        }

        return changed;
    }

    private byte[] WithHeader(byte[] mail)
    {
        var header = _random.Next(8) == 0
            ? $"X-{new string('a', _random.Next(20))}: {new string((char)_random.Next(1, 255), _random.Next(5_000))}"
            : Headers[_random.Next(Headers.Length)];
        return [.. Encoding.Latin1.GetBytes(header), (byte)'\n', .. mail];
    }

    private byte[] Nested(byte[] mail, string type)
    {
        var depth = _random.Next(20) == 0 ? _random.Next(300) : _random.Next(1, 6);
        var (before, after) = (new StringBuilder(), new StringBuilder());
        for (var level = 0; level < depth; level++)
        {
            if (type == "message/rfc822")
            {
                before.Append("Content-Type: message/rfc822\n\n");
            }
            else
            {
                before.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
                after.Insert(0, $"\n--b{level}--\n");
            }
        }

        return [.. Encoding.ASCII.GetBytes(before.ToString()), .. mail, .. Encoding.ASCII.GetBytes(after.ToString())];
    }

    private static byte[] InBase64(byte[] mail) =>
    [
        .. "From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"u8, .. Encoding.ASCII.GetBytes(Convert.ToBase64String(mail, Base64FormattingOptions.InsertLineBreaks)),
    ];

    private byte[] WithMarkup(byte[] mail)
    {
        var tags = new[] { "<div>", "<b x=1>", "</p>", "<table><td>", "<a href=http://x.example/>", "<img src=cid:1>", "&#xD800;", "<!--", "<style>", "<svg><p>", "\u202E", "<blockquote>" };
        var text = string.Concat(Enumerable.Range(0, _random.Next(1, 200)).Select(_ => tags[_random.Next(tags.Length)]));
        return [.. "Content-Type: text/html; charset=utf-8\n\n"u8, .. Encoding.UTF8.GetBytes(text), .. mail];
    }
}

using System.Text;

namespace CaseManager.Core.Tests.Statistics.Bundles;

/// <summary>Reads CSV by RFC 4180, with LF between lines.</summary>
internal static class CsvLines
{
    public static List<string[]> Read(string text)
    {
        var (lines, fields, field, quoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' when quoted && at + 1 < text.Length && text[at + 1] == '"':
                    field.Append(text[at++]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case (',' or '\n') and var end when !quoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    if (end == '\n')
                    {
                        lines.Add([.. fields]);
                        fields.Clear();
                    }

                    break;
                default:
                    field.Append(text[at]);
                    break;
            }
        }

        return lines;
    }
}

using System.Buffers;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>Name and address in one line (RFC 5322, 3.4), as a person reads it.</summary>
internal static class MailboxText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("()<>[]:;@\\,.\"");

    internal static string Write(string name, string address) =>
        name.Length == 0 ? address : $"{(NeedsQuotes(name) ? $"\"{name.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"" : name)} <{address}>";

    private static bool NeedsQuotes(string name) => name.AsSpan().ContainsAny(Special);
}

using System.Globalization;
using CaseManager.Core.Takedowns.Answers;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>A mail as the text a caseworker reads.</summary>
internal static class MailWords
{
    private const int LongestLine = 500;

    /// <summary>Who wrote and about what, an empty line, the words.</summary>
    public static string Of(InboundMail mail) => string.Create(
        CultureInfo.InvariantCulture, $"From: {Line(mail.From)}\nSubject: {Line(mail.Subject)}\n\n{mail.Text}");

    private static string Line(string text) => text.Length <= LongestLine ? text : MailCharacters.Cut(text, LongestLine) + "…";
}

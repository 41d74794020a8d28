using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Platforms;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>A notice as it would leave: the exact preview, and whether anything stands against it.</summary>
public sealed record RenderedNotice
{
    /// <summary>Missing: nobody recorded that she lets the organisation act for her.</summary>
    public const string Authority = "authority";

    /// <summary>Refused: only herself, a guardian or a lawyer may send it.</summary>
    public const string DraftOnly = "draft_only";

    /// <summary>Refused: the text in this language has not been reviewed.</summary>
    public const string NotReviewed = "not_reviewed";

    /// <summary>Refused: the recipient's record does not ask for this language.</summary>
    public const string LanguageNotAsked = "language_not_asked";

    // What stands there is never known here; a mark in no language.
    private const string ByHand = "[…]";

    public required Guid NoticeId { get; init; }

    public required NoticeRecipient Recipient { get; init; }

    /// <summary>Regime, language and version: <c>eu-dsa-16/en/1</c>.</summary>
    public required string Template { get; init; }

    /// <summary><see langword="null"/> for a form.</summary>
    public NoticeMail? Mail { get; init; }

    /// <summary>The thread it goes into; <see langword="null"/> for one that begins a thread of its own.</summary>
    public NoticeThread? Thread { get; init; }

    /// <summary>A text for somebody else to send; <see langword="null"/> for what the organisation sends itself.</summary>
    public string? Draft { get; init; }

    /// <summary>The form's fields in its order; none for mail.</summary>
    public IReadOnlyList<NoticeField> Fields { get; init; } = [];

    /// <summary>What the regime or the form asks for and the notice does not have.</summary>
    public required IReadOnlyList<MissingElement> Missing { get; init; }

    /// <summary>Elements that are met in a way nobody confirmed; shown to whoever decides, never sent.</summary>
    public IReadOnlyList<UnconfirmedElement> Unconfirmed { get; init; } = [];

    /// <summary>What it has and must not have, codes of <see cref="NoticeContent"/>.</summary>
    public required IReadOnlyList<string> Refused { get; init; }

    /// <summary>A form asks for who the person depicted is: typed in by hand, after her consent to that.</summary>
    public bool AsksWhoSheIs => Fields.Any(filled => filled.Id == ChannelField.DepictedPerson);

    /// <summary>Nothing is missing and nothing is refused.</summary>
    public bool MayLeave => Missing.Count == 0 && Refused.Count == 0;

    /// <summary>What a person is shown: headers and body, or the fields as <c>label: value</c>. Line ends are LF.</summary>
    public string Text => Mail is { } mail
        ? $"From: {mail.From}\nTo: {mail.To}\nReply-To: {mail.ReplyTo}\nSubject: {mail.Subject}\n\n{mail.Body}\n"
        : Draft ?? string.Join("\n\n", Fields.Select(filled => $"{filled.Label}: {(filled.ByHand ? ByHand : filled.Value)}")) + "\n";

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, 32 bytes.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Text));
}

/// <summary>The mail of a notice, before it becomes bytes.</summary>
/// <param name="Organisation">Name beside the sender's address.</param>
/// <param name="Mailbox">Sender's address.</param>
/// <param name="To">Address only.</param>
/// <param name="ReplyTo">Address only.</param>
/// <param name="Subject">One line, with the reference.</param>
/// <param name="Body">Plain text, LF, no line end after the last line.</param>
public sealed record NoticeMail(string Organisation, string Mailbox, string To, string ReplyTo, string Subject, string Body)
{
    /// <summary>As a person reads it.</summary>
    public string From => MailboxText.Write(Organisation, Mailbox);
}

/// <summary>The mails a reminder follows, by their ids without angle brackets.</summary>
/// <param name="InReplyTo">The mail it refers to.</param>
/// <param name="References">The thread's id, then its mails from the first on.</param>
public sealed record NoticeThread(string InReplyTo, IReadOnlyList<string> References)
{
    private const int First = 4;
    private const int Last = 6;

    /// <summary>A long chain keeps its beginning and its end, so that no header grows without bound.</summary>
    public IReadOnlyList<string> Trimmed => References.Count <= First + Last ? References : [.. References.Take(First), .. References.TakeLast(Last)];
}

/// <summary>One field of a form, filled in.</summary>
/// <param name="ByHand">Empty here on purpose: whoever submits the form types it there, and the program never has it.</param>
public sealed record NoticeField(string Id, string Label, string Value, bool ByHand = false);

/// <param name="Id">The element of the regime.</param>
/// <param name="Why">A sentence for the person who decides.</param>
public sealed record UnconfirmedElement(string Id, string Why);

/// <param name="Id">The element of the regime, <c>field:</c> and the field of the form, <c>authority</c>, or <c>consent:</c> and a purpose.</param>
/// <param name="Text">What the regime asks for, or the field's label; for what the case lacks, its code once more.</param>
public sealed record MissingElement(string Id, string Text);

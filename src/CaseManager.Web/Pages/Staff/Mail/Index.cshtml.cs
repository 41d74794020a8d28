using CaseManager.Core;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Web.Mail.Inbound;
using CaseManager.Web.Pages.Staff.Takedowns;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Pages.Staff.Mail;

/// <summary>What came in and waits for somebody: answers to look at, and mail nobody knows the case of. The browser opens the latter.</summary>
public sealed class IndexModel(ListMail listMail, ShowInbox showInbox, IOptions<InboxOptions> inbox, TimeProvider time) : PageModel
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    public IReadOnlyList<ListedMail> Answers { get; private set; } = [];

    /// <summary>Whether there is a mailbox that is read.</summary>
    public bool HasInbox => inbox.Value.IsThere;

    /// <summary>When it was last read to its end.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Whether that is too long ago.</summary>
    public bool IsLate => HasInbox && !(ReadAt > time.GetUtcNow() - Late);

    /// <summary>Where the next page begins; <see langword="null"/> on the last.</summary>
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Answers = await listMail.RunAsync(User.StaffId(), unsorted: false, WorkAddress.ReadCursor(After), cancel);
        ReadAt = await showInbox.RunAsync(ReadInbox.Folder, cancel);
        Next = Answers.Count == ListMail.PageSize ? WorkAddress.Write(Answers.MaxBy(one => (one.Mail.StoredAt, one.Mail.Id))!.Mail) : null;
    }

    /// <summary>The case's page, at the notice.</summary>
    public static string AddressOf(ListedMail answer) => $"/cases/{HexId.Write(answer.Mail.CaseId!.Value)}#notice-{HexId.Write(answer.Mail.NoticeId!.Value)}";

    /// <summary>What an answer can be said to be, in the order people see.</summary>
    public static readonly string[] Kinds =
    [
        AnswerClasses.Acknowledged, AnswerClasses.AsksForMore, AnswerClasses.Refused, AnswerClasses.SaysRemoved, AnswerClasses.ConfirmAddress, AnswerClasses.Other,
        AnswerClasses.BouncePermanent, AnswerClasses.BounceTemporary, AnswerClasses.BouncePolicy, AnswerClasses.AutoReply,
    ];
}

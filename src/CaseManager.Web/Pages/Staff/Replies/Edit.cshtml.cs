using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Cases.Replies;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff.Replies;

/// <summary>A supervisor writes a saved reply. What was typed survives every refusal; what a colleague changed meanwhile stands beside it.</summary>
public sealed class EditModel(FindReply find, SaveReply save, IStringLocalizer<DayText> text) : PageModel
{
    /// <summary>In the address of one that does not exist yet.</summary>
    public const string New = "add";

    /// <summary>Chosen by the page, so that the same click twice makes one reply.</summary>
    [BindProperty]
    public string? ReplyId { get; set; }

    [BindProperty]
    public int Edition { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    /// <summary>What a colleague made of it meanwhile.</summary>
    public SavedReply? Standing { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (id == New)
        {
            (ReplyId, Language) = (HexId.Write(RandomId.New()), CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
            return Page();
        }

        if (!HexId.TryRead(id, out var replyId) || await find.RunAsync(replyId, cancel) is not { } found)
        {
            return NotFound();
        }

        (ReplyId, Edition, Title, Language, Words) = (id, found.Edition, found.Title, found.Language, found.Text);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => AttemptAsync(
        id => save.RunAsync(User.StaffId(), id, Edition, new ReplyWords(Title ?? "", Language ?? "", Words ?? ""), cancel));

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel) => AttemptAsync(id => save.RemoveAsync(User.StaffId(), id, Edition, cancel));

    private async Task<IActionResult> AttemptAsync(Func<Guid, Task> work)
    {
        if (!HexId.TryRead(ReplyId, out var id))
        {
            return NotFound();
        }

        ModelState.Clear();
        try
        {
            await work(id);
            return Redirect("/replies");
        }
        catch (ReplyChangedException changed)
        {
            // Saved once more, it takes the place of what is shown: the person has seen it now.
            (Standing, Edition) = (changed.Standing, changed.Standing.Edition);
            ModelState.AddModelError("words", text["Fault.reply-changed"]);
            Response.StatusCode = StatusCodes.Status409Conflict;
        }
        catch (RefusedException refusal)
        {
            if (refusal.Code is "reply-gone")
            {
                (ReplyId, Edition) = (HexId.Write(RandomId.New()), 0);
                Response.StatusCode = StatusCodes.Status409Conflict;
            }

            ModelState.AddModelError(refusal.Code switch { "reply-title" => "title", "reply-language" => "language", _ => "words" }, text[$"Fault.{refusal.Code}"]);
        }

        return Page();
    }
}

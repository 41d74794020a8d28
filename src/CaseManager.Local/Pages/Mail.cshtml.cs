using CaseManager.Local.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MimeKit;

namespace CaseManager.Local.Pages;

/// <summary>One captured mail, whole.</summary>
public sealed class MailModel(CapturedMailFolder folder) : PageModel
{
    public string Name { get; private set; } = "";

    public Envelope Envelope { get; private set; } = null!;

    public MimeMessage Message { get; private set; } = null!;

    public IActionResult OnGet(string name)
    {
        if (folder.Find(name) is not { } mail)
        {
            return NotFound();
        }

        (Name, Envelope, Message) = (mail.Name, mail.Envelope, mail.Parse());
        return Page();
    }
}

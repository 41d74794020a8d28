using CaseManager.Local.Data;
using CaseManager.Local.Mail;
using CaseManager.Local.Practice;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Local.Pages;

/// <summary>The overview: doors, accounts with their codes, receipts, captured mail.</summary>
public sealed class IndexModel(PracticeFiles files, CapturedMailFolder mail, PracticeState state, Ports ports, DataFolder data, TimeProvider time)
    : PageModel
{
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public int SecondsLeft => (int)Math.Ceiling(TotpCode.Left(Now).TotalSeconds);

    public string PublicUrl => ports.PublicUrl;

    public string StaffUrl => ports.StaffUrl;

    public string DataFolder => data.Path;

    public bool IsReady => state.IsReady;

    public IReadOnlyList<PracticeAccount> Accounts { get; private set; } = [];

    public PracticeInvitation? Invitation { get; private set; }

    public IReadOnlyList<SampleReport> Samples { get; private set; } = [];

    public IReadOnlyList<CapturedMail> Mail { get; private set; } = [];

    public IReadOnlyList<string> RecoveryFiles { get; private set; } = [];

    public void OnGet()
    {
        Accounts = files.ReadAccounts();
        Invitation = files.ReadInvitation();
        Samples = files.ReadSamples();
        Mail = mail.List();
        RecoveryFiles = [.. files.RecoveryFiles().Select(path => Path.GetFileName(path))];
    }
}

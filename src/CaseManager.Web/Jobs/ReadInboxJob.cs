using CaseManager.Web.Mail.Inbound;
using Hangfire;

namespace CaseManager.Web.Jobs;

/// <summary>Every fifteen seconds: takes in what platforms wrote back.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class ReadInboxJob(ReadInbox readInbox, OnceAtATime once, ILogger<ReadInboxJob> log)
{
    [Queue(JobQueues.Inbound)]
    public Task RunAsync(CancellationToken cancel) => once.RunAsync(JobLocks.ReadInbox, () => ReadAsync(cancel), cancel);

    private async Task ReadAsync(CancellationToken cancel)
    {
        if (await readInbox.RunAsync(cancel) is > 0 and var mails)
        {
            TakenIn(mails);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Mails} mails were taken in.")]
    private partial void TakenIn(int mails);
}

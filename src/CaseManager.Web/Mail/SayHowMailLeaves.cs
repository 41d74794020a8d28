using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Mail;

/// <summary>Says once, when the program starts, what outgoing mail goes without.</summary>
public sealed partial class SayHowMailLeaves(IOptions<DkimOptions> dkim, IOptions<JournalOptions> journal, IOptions<CaseManagerOptions> options, ILogger<SayHowMailLeaves> log)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // In practice nothing leaves the machine.
        if (!options.Value.Practice && !dkim.Value.IsThere)
        {
            Unsigned();
        }

        if (!options.Value.Practice && !journal.Value.IsThere)
        {
            NoJournal();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Notices leave without a signature (DKIM), and large mail systems may set them aside: set CaseManager:Mail:Dkim, or let the relay sign.")]
    private partial void Unsigned();

    [LoggerMessage(LogLevel.Warning, "There is no journal mailbox: a notice whose outcome is unknown is sent once more without being looked for. Set CaseManager:Mail:Journal and CaseManager:Mail:JournalMailbox.")]
    private partial void NoJournal();
}

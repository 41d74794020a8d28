using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>Says at start what is wrong with the inbox's settings.</summary>
public sealed class InboxOptionsCheck(IConfiguration settings) : IValidateOptions<InboxOptions>
{
    public ValidateOptionsResult Validate(string? name, InboxOptions options) => !options.IsThere ? ValidateOptionsResult.Success : WrongSetting.Result(
        InboxOptions.Section,
        [
            (nameof(options.LargestMail), options.LargestMail is >= 100_000 and <= 100_000_000, "must be a number of bytes from 100000 to 100000000"),
            (nameof(options.Host), !IsTheJournal(options), "must be another mailbox than CaseManager:Mail:JournalMailbox: what lies there is deleted by other rules"),
            .. options.Rules(settings),
        ]);

    private bool IsTheJournal(InboxOptions options) =>
        string.Equals(settings[$"{JournalOptions.Section}:{nameof(options.Host)}"], options.Host, StringComparison.OrdinalIgnoreCase)
        && string.Equals(settings[$"{JournalOptions.Section}:{nameof(options.User)}"], options.User, StringComparison.OrdinalIgnoreCase);
}

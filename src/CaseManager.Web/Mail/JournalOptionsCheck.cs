using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Mail;

/// <summary>Says at start what is wrong with the journal's settings.</summary>
public sealed class JournalOptionsCheck(IConfiguration settings) : IValidateOptions<JournalOptions>
{
    public ValidateOptionsResult Validate(string? name, JournalOptions options) => !options.IsThere ? ValidateOptionsResult.Success : WrongSetting.Result(
        JournalOptions.Section,
        [
            (nameof(options.Host), settings[$"{MailOptions.Section}:{nameof(MailOptions.Journal)}"] is { Length: > 0 }, "needs the mailbox's address in CaseManager:Mail:Journal"),
            .. options.Rules(settings),
        ]);
}

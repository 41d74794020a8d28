using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Mail;

/// <summary>Says at start what is wrong with the journal's settings.</summary>
public sealed class JournalOptionsCheck(IConfiguration settings) : IValidateOptions<JournalOptions>
{
    public ValidateOptionsResult Validate(string? name, JournalOptions options) => !options.IsThere ? ValidateOptionsResult.Success : WrongSetting.Result(
        JournalOptions.Section,
        (nameof(options.Host), settings[$"{MailOptions.Section}:{nameof(MailOptions.Journal)}"] is { Length: > 0 }, "needs the mailbox's address in CaseManager:Mail:Journal"),
        (nameof(options.Host), !WrongSetting.IsPractice(settings) || WrongSetting.IsThisMachine(options.Host), "must be this machine while CaseManager:Practice is true: nothing leaves it"),
        (nameof(options.Port), options.Port is > 0 and < 65536, "must be a port number"),
        (nameof(options.User), options.User.Length > 0, "must be the name to sign in with"),
        (nameof(options.PasswordFile), File.Exists(options.PasswordFile), "must be a file that holds the password of the mailbox's user"),
        (nameof(options.TimeoutSeconds), options.TimeoutSeconds is >= 5 and <= 120, "must be a number of seconds from 5 to 120"));
}

using System.Net.Mail;
using CaseManager.Core.Platforms;
using CaseManager.Web.Mail;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Settings;

/// <summary>Says at start which setting of organisation and mail is wrong and what belongs there, one sentence each.</summary>
public sealed class TakedownOptionsCheck(IConfiguration settings) : IValidateOptions<OrganisationOptions>, IValidateOptions<MailOptions>, IValidateOptions<SmtpOptions>, IValidateOptions<TakedownOptions>
{
    public ValidateOptionsResult Validate(string? name, OrganisationOptions options) => WrongSetting.Result(
        OrganisationOptions.Section,
        (nameof(options.Name), options.Name.Length > 0 && IsOneLine(options.Name), "must be the organisation's name as notices show it, in one line"),
        (nameof(options.Mailbox), IsAddress(options.Mailbox), "must be the mail address notices come from, such as desk@example.org"),
        (nameof(options.Signatory), IsOneLine(options.Signatory), "must be one line"),
        (nameof(options.Capacity), IsOneLine(options.Capacity), "must be one line"),
        (nameof(options.Address), IsOneLine(options.Address), "must be one line"),
        (nameof(options.Telephone), IsOneLine(options.Telephone), "must be one line"),
        (nameof(options.Website), IsOneLine(options.Website), "must be one line"),
        (nameof(options.Zone), TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _), "must be the name of a time zone, such as Europe/Berlin"));

    public ValidateOptionsResult Validate(string? name, MailOptions options) => WrongSetting.Result(
        MailOptions.Section,
        (nameof(options.Domain), IsAddress($"desk@{options.Domain}"), "must be the domain of reply and bounce addresses, such as mail.example.org"),
        (nameof(options.Journal), options.Journal.Length == 0 || IsAddress(options.Journal), "must be a mail address, or empty"));

    public ValidateOptionsResult Validate(string? name, SmtpOptions options) => WrongSetting.Result(
        SmtpOptions.Section,
        (nameof(options.Host), options.Host.Length > 0, "must be the host name of the mail relay"),
        (nameof(options.Host), !WrongSetting.IsPractice(settings) || WrongSetting.IsThisMachine(options.Host), "must be this machine while CaseManager:Practice is true: nothing leaves it"),
        (nameof(options.Port), options.Port is > 0 and < 65536, "must be a port number"),
        (nameof(options.PasswordFile), options.User.Length == 0 || File.Exists(options.PasswordFile), "must be a file that holds the password of the relay's user"),
        (nameof(options.Connections), options.Connections is >= 1 and <= 50, "must be a number of connections from 1 to 50"),
        (nameof(options.TimeoutSeconds), options.TimeoutSeconds is >= 5 and <= 120, "must be a number of seconds from 5 to 120"));

    public ValidateOptionsResult Validate(string? name, TakedownOptions options) => WrongSetting.Result(
        TakedownOptions.Section,
        (nameof(options.ContactDailyCap), options.ContactDailyCap is >= 0 and <= 100_000, "must be a number of notices from 1 to 100000, or 0 for no cap"),
        (nameof(options.ContactGapSeconds), options.ContactGapSeconds is >= 0 and <= 3600, "must be a number of seconds from 0 to 3600"),
        (nameof(options.RepeatWindowHours), options.RepeatWindowHours is >= 0 and <= 720, "must be a number of hours from 0 to 720"));

    private static bool IsOneLine(string value) => !value.Any(char.IsControl);

    private static bool IsAddress(string value) =>
        MailAddress.TryCreate(value, out var parsed) && parsed.Address == value && !PlatformDirectory.Seed.Never.Contain(value);
}

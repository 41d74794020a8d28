using System.Text;
using CaseManager.Core.Platforms.Links;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Probes;

/// <summary>Says at start what is wrong with the settings of probes. No gap is shorter than what is polite.</summary>
public sealed class ProbeOptionsCheck(IConfiguration settings) : IValidateOptions<ProbeOptions>
{
    public ValidateOptionsResult Validate(string? name, ProbeOptions options) => !options.Enabled ? ValidateOptionsResult.Success : WrongSetting.Result(
        ProbeOptions.Section,
        (nameof(options.Enabled), !WrongSetting.IsPractice(settings), "must be false while CaseManager:Practice is true: nothing leaves this machine"),
        (nameof(options.Control), ControlOf(options) is not null, "must be the link of a public Telegram post of your own, such as https://t.me/examplechannel/1"),
        (nameof(options.Contact), IsContact(options.Contact), "must be a mail or web address for sites that wonder who looks, such as https://helpline.example/checks"),
        (nameof(options.GapSecondsFrom), options.GapSecondsFrom is >= 3 and <= 3600, "must be a number of seconds from 3 to 3600"),
        (nameof(options.GapSecondsTo), options.GapSecondsTo is >= 6 and <= 3600 && options.GapSecondsTo >= options.GapSecondsFrom, "must be a number of seconds from 6 to 3600, and no less than GapSecondsFrom"),
        (nameof(options.HostGapSeconds), options.HostGapSeconds is >= 30 and <= 86_400, "must be a number of seconds from 30 to 86400"),
        (nameof(options.DailyBudget), options.DailyBudget is >= 1 and <= 19_000, "must be a number of requests from 1 to 19000"),
        (nameof(options.TimeoutSeconds), options.TimeoutSeconds is >= 5 and <= 60, "must be a number of seconds from 5 to 60"));

    /// <summary>The control post's key; null where the setting is no link to a public post.</summary>
    internal static string? ControlOf(ProbeOptions options) =>
        new LinkNormalizer(PlatformHosts.Seeded).Normalize(options.Control).Key is { } key && CanonicalKey.Read(key) is { PostId: not null, PeerName: not null } ? key : null;

    // It stands in a header: one word, and nothing that would end the comment it stands in.
    private static bool IsContact(string contact) =>
        contact.Length is > 0 and <= 200 && Ascii.IsValid(contact) && !contact.Any(letter => char.IsControl(letter) || letter is ' ' or '(' or ')' or '\\')
        && (contact.Contains('@', StringComparison.Ordinal) || Uri.TryCreate(contact, UriKind.Absolute, out _));
}

using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Mail;

/// <summary>Says at start what is wrong with the signature's settings.</summary>
public sealed class DkimOptionsCheck(IConfiguration settings) : IValidateOptions<DkimOptions>
{
    public ValidateOptionsResult Validate(string? name, DkimOptions options) => !options.IsThere ? ValidateOptionsResult.Success : WrongSetting.Result(
        DkimOptions.Section,
        (nameof(options.Domain), SignsFor(options.Domain), "must be the domain of CaseManager:Organisation:Mailbox or one above it, or nobody counts the signature as the sender's"),
        (nameof(options.Selector), options.Selector.Length > 0 && options.Selector.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'), "must be the name of the key in the domain's DNS"),
        (nameof(options.KeyFile), DkimKey.TryRead(options.KeyFile) is not null, "must be a file with a private key in PEM: RSA of at least 2048 bits, or Ed25519"));

    private bool SignsFor(string domain)
    {
        var sender = settings[$"{OrganisationOptions.Section}:{nameof(OrganisationOptions.Mailbox)}"]?.Split('@').Last() ?? "";
        return domain.Contains('.', StringComparison.Ordinal)
            && (sender.Equals(domain, StringComparison.OrdinalIgnoreCase) || sender.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));
    }
}

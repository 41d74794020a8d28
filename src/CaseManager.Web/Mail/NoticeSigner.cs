using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Cryptography;

namespace CaseManager.Web.Mail;

/// <summary>Signs notices for their domain (DKIM, RFC 6376), where a key is set.</summary>
public sealed class NoticeSigner(IOptions<DkimOptions> options)
{
    // From stands twice: a second From that somebody adds on the way breaks the signature (RFC 6376, 5.4.2).
    private static readonly string[] Signed =
        ["From", "From", "To", "Subject", "Date", "Message-Id", "Reply-To", "References", "Auto-Submitted"];

    private readonly Lazy<DkimSigner?> _signer = new(() => Create(options.Value));

    /// <summary>Adds the signature as the first header; nothing where there is no key.</summary>
    /// <param name="format">How the message is written afterwards.</param>
    /// <param name="message">Complete; from now on it stays as it is.</param>
    public void Sign(FormatOptions format, MimeMessage message) => _signer.Value?.Sign(format, message, Signed);

    private static DkimSigner? Create(DkimOptions options)
    {
        if (!options.IsThere)
        {
            return null;
        }

        var key = DkimKey.TryRead(options.KeyFile) ?? throw new InvalidOperationException("The file of the DKIM key holds none.");
        return new DkimSigner(key.Private, options.Domain, options.Selector, key.Algorithm)
        {
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        };
    }
}

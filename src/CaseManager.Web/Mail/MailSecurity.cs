using MailKit.Security;

namespace CaseManager.Web.Mail;

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Not at all: a server on the same machine.</summary>
    None,

    /// <summary>By STARTTLS, which must be offered.</summary>
    StartTls,

    /// <summary>By TLS from the first byte.</summary>
    Tls,
}

internal static class MailSecurityOptions
{
    extension(MailSecurity security)
    {
        /// <summary>In MailKit's words.</summary>
        public SecureSocketOptions Socket => security switch
        {
            MailSecurity.None => SecureSocketOptions.None,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        };
    }
}

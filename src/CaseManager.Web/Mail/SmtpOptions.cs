using System.Globalization;

namespace CaseManager.Web.Mail;

/// <summary>The section <c>CaseManager:Mail:Smtp</c>: the organisation's relay.</summary>
public sealed class SmtpOptions
{
    public const string Section = "CaseManager:Mail:Smtp";

    /// <summary>Host name or address.</summary>
    public string Host { get; init; } = "";

    /// <summary>Port; 587 by default.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Host and port, by which its state is kept.</summary>
    public string Relay => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>Protection of the connection.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Name to sign in with; empty where the relay asks for none.</summary>
    public string User { get; init; } = "";

    /// <summary>File that holds the password.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>How many mails may be on their way to the relay at once, each over its own connection; 1 to 50.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>How long one answer of the relay may take, in seconds.</summary>
    public int TimeoutSeconds { get; init; } = 60;
}

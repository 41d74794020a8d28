namespace CaseManager.TestSupport.Smtp;

/// <summary>Where a conversation with the relay stands.</summary>
public enum SmtpStage
{
    /// <summary>Connected, nothing said.</summary>
    Greeting,

    /// <summary>After EHLO.</summary>
    Hello,

    /// <summary>After AUTH.</summary>
    SignIn,

    /// <summary>After MAIL FROM.</summary>
    Sender,

    /// <summary>After RCPT TO.</summary>
    Recipient,

    /// <summary>After DATA, before the text.</summary>
    Data,

    /// <summary>After the first piece of the text.</summary>
    Text,

    /// <summary>After the final dot.</summary>
    Dot,
}

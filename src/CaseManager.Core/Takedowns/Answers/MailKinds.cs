namespace CaseManager.Core.Takedowns.Answers;

/// <summary>What sort of mail came in, by its form: codes of <c>mail classify</c>.</summary>
public static class MailKinds
{
    /// <summary>A mail server could not deliver one of ours, or says so.</summary>
    public const string Bounce = "bounce";

    /// <summary>A program wrote it by its own word; it may still be the confirmation of receipt.</summary>
    public const string AutoReply = "auto_reply";

    /// <summary>Everything else.</summary>
    public const string Answer = "answer";

    /// <summary>A mail of ours that came back.</summary>
    public const string Loop = "loop";
}

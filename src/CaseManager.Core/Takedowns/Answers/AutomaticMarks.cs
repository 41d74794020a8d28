namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Headers by which a program says that it wrote a mail.</summary>
public sealed record AutomaticMarks
{
    private static readonly string[] Bulk = ["bulk", "list", "junk", "auto_reply"];

    /// <summary>First token of Auto-Submitted, lower case; comments and parameters are no part of it (RFC 3834, 5).</summary>
    public string? AutoSubmitted { get; init; }

    /// <summary>First token of Precedence, lower case.</summary>
    public string? Precedence { get; init; }

    /// <summary>X-Auto-Response-Suppress is there.</summary>
    public bool SuppressesAnswers { get; init; }

    /// <summary>X-Autoreply, X-Autorespond or one of their like is there and does not say no.</summary>
    public bool SaysAutoReply { get; init; }

    /// <summary>X-Loop is there.</summary>
    public bool HasLoopMark { get; init; }

    /// <summary>A program answered a mail, by its own word: what an absence note carries and a newsletter does not.</summary>
    public bool IsReply => AutoSubmitted == "auto-replied" || Precedence == "auto_reply" || SaysAutoReply;

    public bool Any =>
        IsReply || AutoSubmitted is not (null or "no") || Bulk.Contains(Precedence) || SuppressesAnswers || HasLoopMark;
}

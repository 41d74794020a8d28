namespace CaseManager.Core.Takedowns.Notices;

/// <summary>What a text says of the notice it follows.</summary>
public sealed record FollowUpInputs
{
    /// <summary>Template of a reminder in the thread of an earlier notice.</summary>
    public const string Reminder = "reminder";

    /// <summary>Template of a complaint for a person to hand in at a body.</summary>
    public const string Complaint = "complaint";

    /// <summary>Template of a text that takes an earlier notice back, for a person to send.</summary>
    public const string Rescission = "rescission";

    /// <summary>One of the three.</summary>
    public required string Template { get; init; }

    /// <summary>Reference of the earlier notice.</summary>
    public required string Code { get; init; }

    /// <summary>Day the earlier notice left, in the organisation's zone.</summary>
    public required DateOnly LeftOn { get; init; }

    /// <summary>Its subject, without <c>Re:</c>; empty where it had none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Numbers of its links there, by their keys.</summary>
    public required IReadOnlyDictionary<string, int> Numbers { get; init; }

    /// <summary>Day its statutory time ended; <see langword="null"/> where it has not, or there is none.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>What the recipient answered, a code of <see cref="Answers.AnswerClasses"/>; empty: nothing.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Day of that answer.</summary>
    public DateOnly? AnsweredOn { get; init; }

    /// <summary>Each of its links was gone after the earlier notice, and was seen there again.</summary>
    public bool CameBack { get; init; }

    /// <summary>The body a complaint is for.</summary>
    public string BodyName { get; init; } = "";

    /// <summary>How that is turned to.</summary>
    public string BodyChannel { get; init; } = "";
}

namespace CaseManager.Core.Takedowns;

/// <summary>How a notice leaves.</summary>
public enum NoticeRoute
{
    /// <summary>By SMTP.</summary>
    Mail,

    /// <summary>By a web form a person fills in.</summary>
    Form,

    /// <summary>By a report inside the platform's app.</summary>
    InApp,

    /// <summary>Not at all: a draft for herself, a guardian or a lawyer. No notice is ever stored with it.</summary>
    Draft,
}

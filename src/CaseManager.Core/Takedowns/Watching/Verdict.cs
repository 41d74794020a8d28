namespace CaseManager.Core.Takedowns.Watching;

/// <summary>What one look at a link tells. Never what is to be believed: that takes several looks.</summary>
public enum Verdict
{
    /// <summary>It is there.</summary>
    Live,

    /// <summary>It is there, but its media is hidden from the preview.</summary>
    Withheld,

    /// <summary>Its place says that nothing is there.</summary>
    Missing,

    /// <summary>Nobody has the name that it was published under.</summary>
    PeerMissing,

    /// <summary>Nothing can be told: never a sign that it is gone.</summary>
    Unreadable,

    /// <summary>No program can see such a place.</summary>
    NotCheckable,
}

namespace CaseManager.Web.Settings;

/// <summary>How long keys stay open without being used: <c>CaseManager:Sessions</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>From 1 to 60.</summary>
    public int IdleMinutes { get; init; } = 15;

    public TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);
}

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Leaves a relay alone for a while after it failed, so that a queue of notices does not hammer it or lock the account.</summary>
public sealed class RelayPause(TimeProvider time)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(15);

    private long _until;

    /// <summary>Whether nothing should be tried now.</summary>
    public bool IsOn => time.GetUtcNow().UtcTicks < Interlocked.Read(ref _until);

    /// <param name="reason">One of <see cref="NoticeReasons"/>.</param>
    public void Begin(string? reason)
    {
        var pause = reason == NoticeReasons.RelayRefusedUs ? AfterRefusal : AfterFailure;
        Interlocked.Exchange(ref _until, (time.GetUtcNow() + pause).UtcTicks);
    }

    /// <summary>The relay works again, or a person repaired it.</summary>
    public void End() => Interlocked.Exchange(ref _until, 0);
}

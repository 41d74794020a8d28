namespace CaseManager.TestSupport;

/// <summary>Looks again and again until something another process does has happened.</summary>
public static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <exception cref="TimeoutException">It did not happen within five minutes.</exception>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, CancellationToken cancel)
    {
        var end = TimeProvider.System.GetUtcNow() + Patience;
        while (!await condition())
        {
            if (TimeProvider.System.GetUtcNow() > end)
            {
                throw new TimeoutException("It did not happen within five minutes.");
            }

            await Task.Delay(Between, TimeProvider.System, cancel);
        }
    }
}

namespace CaseManager.Web.Jobs;

/// <summary>Queues of jobs. They are served in alphabetical order, so the letter is the priority.</summary>
public static class JobQueues
{
    public const string Notices = "a-notices";

    public const string Inbound = "b-inbound";

    /// <summary>Looking at links takes minutes a run: a queue of its own, so that nothing waits behind it.</summary>
    public const string Watching = "c-watching";

    /// <summary>What may wait behind everything else.</summary>
    public const string Tidying = "d-tidying";

    public static string[] All { get; } = [Notices, Inbound, Watching, Tidying];
}

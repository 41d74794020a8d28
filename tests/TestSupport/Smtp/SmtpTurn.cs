namespace CaseManager.TestSupport.Smtp;

/// <summary>What the peer does when a stage is reached.</summary>
public abstract record SmtpTurn
{
    /// <summary>Says something else than yes.</summary>
    public sealed record Reply(string Line) : SmtpTurn;

    /// <summary>Closes the connection without a word.</summary>
    public sealed record Drop : SmtpTurn;

    /// <summary>After the final dot: throws the mail away and closes the connection, as a relay that dies before it has written it.</summary>
    public sealed record Lose : SmtpTurn;

    /// <summary>Does what is asked, then waits until the test lets it go on.</summary>
    public sealed record Wait : SmtpTurn
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when the stage is reached.</summary>
        public Task Reached => _reached.Task;

        /// <summary>Lets the conversation go on.</summary>
        public void Release() => _released.TrySetResult();

        internal async Task PassAsync(CancellationToken cancel)
        {
            _reached.TrySetResult();
            await _released.Task.WaitAsync(cancel);
        }
    }
}

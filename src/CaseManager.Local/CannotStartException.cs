namespace CaseManager.Local;

/// <summary>The practice organisation cannot run; the message is one sentence that says why and what to do.</summary>
public sealed class CannotStartException : Exception
{
    public CannotStartException(string message)
        : base(message)
    {
    }

    public CannotStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

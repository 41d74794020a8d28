namespace CaseManager.Core.Takedowns.Watching;

/// <summary>Looks at a place once, from outside. Everything that goes wrong is a verdict; nothing of the page comes back.</summary>
public interface ILinkProbe
{
    /// <param name="key">Canonical key: the request is built from it alone.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancel"/> asked for it.</exception>
    Task<ProbeReading> LookAsync(string key, CancellationToken cancel);
}

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>Looks at a place once, from outside. Everything that goes wrong is a verdict; nothing of the page comes back.</summary>
public interface ILinkProbe
{
    /// <summary>What is known without asking anybody: no program can see the place, or its key is an old one.</summary>
    /// <param name="key">Canonical key.</param>
    /// <returns>Null where a request would leave.</returns>
    PageVerdict? WithoutAsking(string key);

    /// <param name="key">Canonical key: the request is built from it alone.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancel"/> asked for it.</exception>
    Task<ProbeReading> LookAsync(string key, CancellationToken cancel);
}

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>What one look gave. No word of the page, no address.</summary>
/// <param name="Status">HTTP status; null where none came.</param>
/// <param name="Length">Bytes of the page after decompression; null where it was not read.</param>
/// <param name="BodyHash">SHA-256 of those bytes.</param>
public sealed record ProbeReading(PageVerdict Page, int? Status = null, int? Length = null, byte[]? BodyHash = null)
{
    /// <summary>Whether the site wants to be left alone.</summary>
    public bool IsStop => Page.Rule == ProbeRules.ToldToStop;

    /// <summary>For how long it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same look while we cannot trust our own sight.</summary>
    public ProbeReading Doubted() => this with { Page = PageVerdict.Unreadable(ProbeRules.Control) };
}

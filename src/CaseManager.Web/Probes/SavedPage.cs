namespace CaseManager.Web.Probes;

/// <summary>A page as it arrived. Lives in memory only: of a page nothing is kept but its length and hash.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Address">Where the answer came from in the end, after redirects on the same host.</param>
/// <param name="Body">Decompressed; empty where it was not read.</param>
public sealed record SavedPage(int Status, Uri Address, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether the answer came from another address than was asked for.</summary>
    public bool Moved { get; init; }
}

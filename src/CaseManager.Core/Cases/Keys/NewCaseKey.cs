using CaseManager.Core.Sealing;

namespace CaseManager.Core.Cases.Keys;

/// <summary>The next generation of one of a case's key pairs.</summary>
/// <param name="PublicKey">Hybrid, 1,216 bytes.</param>
/// <param name="Announcement">The signed frame that names it, under the generation before.</param>
public sealed record NewCaseKey(KeyPairName KeyPair, int Generation, byte[] PublicKey, NewObject Announcement);

/// <summary>What a browser that opened a case made for its keys.</summary>
/// <param name="Epoch">The team's newest epoch, as that browser knows it.</param>
/// <param name="Keys">New generations; empty where only wraps change.</param>
/// <param name="Wraps">Those that are missing for the case's audience.</param>
/// <param name="Tags">Tags of the case's links under that epoch's index key; tags of older epochs go in any case.</param>
public sealed record CaseKeyChange(int Epoch, IReadOnlyList<NewCaseKey> Keys, IReadOnlyList<NewObject> Wraps, IReadOnlyList<byte[]> Tags);

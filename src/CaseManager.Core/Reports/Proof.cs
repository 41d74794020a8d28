namespace CaseManager.Core.Reports;

/// <summary>The answer to a challenge, sent with the bytes it covers.</summary>
public sealed record Proof(byte[] Challenge, ulong Nonce);

using System.Security.Cryptography;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Asks whoever posts for a little work, so that a flood costs something. Each challenge counts once.</summary>
public sealed class ProofOfWork(CaseManagerDbContext database, KeyFolder keys, Flood flood, IntakeOptions options, TimeProvider time)
{
    /// <param name="bodyHash">SHA-256 of the exact bytes to be posted.</param>
    /// <exception cref="RefusedException"><c>body-hash</c>: it does not have 32 bytes.</exception>
    public async Task<(Challenge Challenge, byte[] Bytes)> AskAsync(byte[] bodyHash, CancellationToken cancel)
    {
        if (bodyHash.Length != SHA256.HashSizeInBytes)
        {
            throw new RefusedException("body-hash");
        }

        var difficulty = await flood.IsOnAsync(cancel) ? options.FloodDifficulty : options.Difficulty;
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + Challenge.Life).ToUnixTimeSeconds());
        var challenge = new Challenge(RandomId.New(), expiresAt, difficulty, bodyHash);
        return (challenge, challenge.Write(keys));
    }

    /// <summary>Checks a proof; nothing is spent yet.</summary>
    /// <exception cref="RefusedException"><c>proof-missing</c>, <c>proof-foreign</c>, <c>proof-expired</c>, <c>proof-wrong</c>.</exception>
    public Challenge Check(Proof? proof, byte[] bodyHash)
    {
        if (proof is null)
        {
            throw new RefusedException("proof-missing");
        }

        // Ours, and for these bytes: otherwise work done once would serve any post.
        if (Challenge.Read(proof.Challenge, keys) is not { } challenge || !challenge.BodyHash.AsSpan().SequenceEqual(bodyHash))
        {
            throw new RefusedException("proof-foreign");
        }

        if (challenge.ExpiresAt <= time.GetUtcNow())
        {
            throw new RefusedException("proof-expired");
        }

        return Challenge.ZeroBits(proof.Challenge, proof.Nonce) >= challenge.Difficulty
            ? challenge
            : throw new RefusedException("proof-wrong");
    }

    /// <summary>Counts a challenge, inside the transaction of what it pays for.</summary>
    /// <exception cref="RefusedException"><c>proof-spent</c>.</exception>
    public async Task SpendAsync(Challenge challenge, CancellationToken cancel)
    {
        var spent = await database.Database.ExecuteSqlAsync(
            $"""
            insert into reports.used_challenges ("Id", "ExpiresAt") values ({challenge.Id}, {challenge.ExpiresAt})
            on conflict do nothing
            """,
            cancel);
        if (spent == 0)
        {
            throw new RefusedException("proof-spent");
        }
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.Roster;

namespace CaseManager.Web.Api.Public;

/// <summary>What a browser needs before it can seal and send: keys, the roster, and a challenge.</summary>
public static class IntakeApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/intake", IntakeAsync).Produces<IntakeJson>();
        api.MapGet("/roster", RosterAsync).Produces<RosterJson>();
        api.MapPost("/challenges", ChallengeAsync).Takes<ChallengeRequest>().Produces<ChallengeJson>();
    }

    private static async Task<IResult> IntakeAsync(ShowIntake showIntake, CancellationToken cancel)
    {
        var (instance, bundle) = await showIntake.RunAsync(cancel);
        using var certificates = JsonDocument.Parse(bundle.Certificates);
        return ApiJson.Answer(new IntakeJson(bundle.Bundle, bundle.Signature, certificates.RootElement.Clone(), instance.RootKey));
    }

    private static async Task<IResult> RosterAsync(ShowRoster showRoster, CancellationToken cancel)
    {
        var entries = await showRoster.RunAsync(cancel);
        return ApiJson.Answer(new RosterJson([.. entries.Select(entry => new RosterEntryJson(entry.Bytes, entry.Signature))]));
    }

    private static async Task<IResult> ChallengeAsync(HttpRequest request, ProofOfWork proofOfWork, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        var (challenge, bytes) = await proofOfWork.AskAsync(BytesOf(body.Read<ChallengeRequest>().BodyHash), cancel);
        return ApiJson.Answer(new ChallengeJson(bytes, challenge.Difficulty, challenge.ExpiresAt));
    }

    private static byte[] BytesOf(string hex)
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        return hex.Length == 2 * bytes.Length && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? bytes
            : throw new RefusedException("body-hash");
    }

    /// <param name="Bundle">The signed document's bytes.</param>
    /// <param name="Certificates">From the signer up to the root, verbatim.</param>
    private sealed record IntakeJson(byte[] Bundle, byte[] Signature, JsonElement Certificates, byte[] RootKey);

    private sealed record RosterJson(IReadOnlyList<RosterEntryJson> Entries);

    private sealed record RosterEntryJson(byte[] Bytes, byte[] Signature);

    /// <param name="BodyHash">SHA-256 of the exact bytes to be posted, hexadecimal.</param>
    private sealed record ChallengeRequest(string BodyHash);

    private sealed record ChallengeJson(byte[] Challenge, int Difficulty, DateTimeOffset ExpiresAt);
}

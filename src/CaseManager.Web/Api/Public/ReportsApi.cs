using CaseManager.Core;
using CaseManager.Core.Reports;

namespace CaseManager.Web.Api.Public;

/// <summary>Reports come in, and drafts are kept.</summary>
public static class ReportsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/reports", ReportAsync)
            .Takes<NewSealedCase>()
            .Reads(RequestHeader.ProofChallenge, RequestHeader.ProofNonce)
            .Produces<ReceivedJson>()
            .Produces<ReceivedJson>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.MapPost("/drafts", DraftAsync)
            .Takes<NewDraft>()
            .Reads(RequestHeader.ProofChallenge, RequestHeader.ProofNonce)
            .Produces<KeptJson>()
            .Produces<KeptJson>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ReportAsync(HttpRequest request, ReceiveReport receiveReport, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        var posted = body.Read<NewSealedCase>().ToCase(body.Hash);
        var received = await receiveReport.RunAsync(posted, ProofHeader.Read(request), ReceiptHeader.Read(request), cancel);
        return ApiJson.Answer(
            new ReceivedJson(received.CaseId, received.ReceivedAt, received.Held),
            received.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> DraftAsync(HttpRequest request, KeepDraft keepDraft, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        var draft = body.Read<NewDraft>();
        var kept = await keepDraft.RunAsync(
            draft.ToCase(body.Hash), draft.StaffMayReadAfter24h, ProofHeader.Read(request), ReceiptHeader.Read(request), cancel);
        return ApiJson.Answer(
            new KeptJson(kept.CaseId, kept.DestroyedAt, kept.StaffMayReadFrom),
            kept.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private record NewSealedCase(
        CaseJson Case, ReceiptJson Receipt, IReadOnlyList<StoredObjectJson> Wraps, IReadOnlyList<StoredObjectJson> Objects, IReadOnlyList<string> Consents)
    {
        public SealedCase ToCase(byte[] postedHash) => new()
        {
            CaseId = Case.Id,
            PublicKey = Case.PublicKey,
            Language = Case.Mode == "sealed" ? Case.Language : throw new RefusedException("mode"),
            ReceiptLookup = Receipt.LookupHash,
            ReceiptToken = Receipt.TokenHash,
            Wraps = [.. Wraps.Select(wrap => wrap.ToObject())],
            Objects = [.. Objects.Select(sealedObject => sealedObject.ToObject())],
            Consents = Consents,
            PostedHash = postedHash,
        };
    }

    private sealed record NewDraft(
        CaseJson Case, ReceiptJson Receipt, IReadOnlyList<StoredObjectJson> Wraps, IReadOnlyList<StoredObjectJson> Objects, IReadOnlyList<string> Consents,
        bool StaffMayReadAfter24h = false)
        : NewSealedCase(Case, Receipt, Wraps, Objects, Consents);

    private sealed record CaseJson(Guid Id, byte[] PublicKey, string Mode, string Language);

    private sealed record ReceiptJson(byte[] LookupHash, byte[] TokenHash);

    private sealed record ReceivedJson(Guid CaseId, DateTimeOffset ReceivedAt, bool Held);

    private sealed record KeptJson(Guid CaseId, DateTimeOffset? DestroyedAt, DateTimeOffset? StaffMayReadFrom);
}

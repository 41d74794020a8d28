using CaseManager.Core.Cases;
using CaseManager.Core.Documents;
using CaseManager.Core.Reports;
using CaseManager.Core.Retention;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.ProofPacks;
using CaseManager.Core.Takedowns.Story;
using CaseManager.Core.Takedowns.Venues;

namespace CaseManager.Web.Api.Public;

/// <summary>Her case, opened with the receipt in the <c>Authorization</c> header.</summary>
public static class SurvivorCaseApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/case", ShowAsync)
            .Produces<SurvivorCaseJson>()
            .Refuses(StatusCodes.Status404NotFound)
            .WithMetadata(new NeedsReceipt());
        api.MapDelete("/case", DeleteAsync)
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound)
            .WithMetadata(new NeedsReceipt());
        api.MapPost("/case/objects", AddAsync)
            .Takes<NewObjects>()
            .Produces<StoredJson>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithMetadata(new NeedsReceipt());
        api.MapPut("/case/consents/{purpose}", ConsentAsync)
            .Takes<NewObjects>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithMetadata(new NeedsReceipt());
        api.MapDelete("/case/consents/{purpose}", WithdrawAsync)
            .Takes<NewObjects>()
            .Produces<WithdrawnJson>()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithMetadata(new NeedsReceipt());
    }

    private static async Task<IResult> ShowAsync(
        HttpRequest request, ShowSurvivorCase showSurvivorCase, SurvivorLedger survivorLedger, TellStory tellStory, ListProofPacks listPacks, SharedWith sharedWith,
        ShowDocuments showDocuments, CancellationToken cancel)
    {
        var (shown, stage, closedAt) = await showSurvivorCase.RunAsync(ReceiptHeader.Read(request), cancel);
        var report = shown.Report;
        var ledger = await survivorLedger.RunAsync(report.CaseId, cancel);
        return ApiJson.Answer(new SurvivorCaseJson(
            new CaseJson(
                report.CaseId, shown.PublicKey, report.Mode, report.Language, stage, report.ReceivedAt, report.Held, report.TakenUpAt, closedAt,
                report.DraftUntil, report.DraftReadableFrom),
            [.. shown.Objects.Where(o => o.Kind == ObjectKinds.Wrap).Select(StoredObjectAnswer.Of)],
            [.. shown.Objects.Where(o => o.Kind != ObjectKinds.Wrap).Select(StoredObjectAnswer.Of)],
            [.. shown.Consents.Select(consent => new ConsentJson(consent.Purpose, consent.GivenAt, consent.WithdrawnAt, consent.How))],
            ledger,
            await tellStory.RunAsync(report.CaseId, StoryListener.Survivor, cancel),
            [.. (await listPacks.OfSurvivorAsync(report.CaseId, cancel)).Select(pack => new ProofPackJson(pack.At, pack.Recipient))],
            await sharedWith.RunAsync(report.CaseId, cancel),
            DocumentsJson.Of(await showDocuments.RunAsync(report.CaseId, cancel))));
    }

    private static async Task<IResult> DeleteAsync(HttpRequest request, DeleteCase deleteCase, CancellationToken cancel)
    {
        await deleteCase.RunAsync(ReceiptHeader.Read(request), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> AddAsync(HttpRequest request, AddSurvivorObjects addSurvivorObjects, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        var stored = await addSurvivorObjects.RunAsync(ReceiptHeader.Read(request), body.Read<NewObjects>().ToObjects(), cancel);
        return ApiJson.Answer(new StoredJson(stored), StatusCodes.Status201Created);
    }

    private static async Task<IResult> ConsentAsync(string purpose, HttpRequest request, GiveConsent giveConsent, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        await giveConsent.RunAsync(ReceiptHeader.Read(request), purpose, body.Read<NewObjects>().ToObjects(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> WithdrawAsync(
        string purpose, HttpRequest request, WithdrawConsent withdrawConsent, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        var stopped = await withdrawConsent.RunAsync(ReceiptHeader.Read(request), purpose, body.Read<NewObjects>().ToObjects(), cancel);
        return ApiJson.Answer(new WithdrawnJson(stopped));
    }

    private sealed record SurvivorCaseJson(
        CaseJson Case, IReadOnlyList<StoredObjectAnswer> Wraps, IReadOnlyList<StoredObjectAnswer> Objects, IReadOnlyList<ConsentJson> Consents,
        IReadOnlyList<LedgerEntry> Ledger, IReadOnlyList<StoryLine> Story, IReadOnlyList<ProofPackJson> ProofPacks, IReadOnlyList<SharedEntry> Shared,
        DocumentsJson Documents);

    private sealed record CaseJson(
        Guid Id, byte[] PublicKey, IntakeMode Mode, string Language, SurvivorStage Stage, DateTimeOffset? ReceivedAt, bool Held,
        DateTimeOffset? TakenUpAt, DateTimeOffset? ClosedAt, DateTimeOffset? DestroyedAt, DateTimeOffset? StaffMayReadFrom);

    private sealed record ConsentJson(string Purpose, DateTimeOffset GivenAt, DateTimeOffset? WithdrawnAt, string How);

    /// <summary>A pack that was made about her case; by whom does not leave.</summary>
    private sealed record ProofPackJson(DateTimeOffset At, string Recipient);

    private sealed record StoredJson(int Stored);

    /// <param name="Stopped">Notices that were stopped before they left.</param>
    private sealed record WithdrawnJson(int Stopped);
}

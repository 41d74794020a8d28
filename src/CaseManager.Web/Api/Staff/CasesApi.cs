using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Grants;
using CaseManager.Core.Documents;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Cases as the browser code of the staff host opens and writes them: ciphertext in, ciphertext out.</summary>
public static class CasesApi
{
    /// <param name="staff">The group <c>/api/staff</c>: staff host, signed in, antiforgery checked, refusals as problem+json.</param>
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapPost("/cards", CardsAsync).Takes<CardsRequest>().Produces<CardsJson>();
        work.MapPost("/cases", OpenAssistedAsync)
            .Takes<NewAssistedCase>()
            .Produces<OpenedJson>()
            .Produces<OpenedJson>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict);
        work.MapGet("/cases/{caseId}", ShowAsync).Produces<StaffCaseJson>().Refuses(StatusCodes.Status404NotFound);
        work.MapPost("/cases/{caseId}/claim", ClaimAsync)
            .Takes<ClaimRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/release-hold", ReleaseHoldAsync)
            .AnswersNothing()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/objects", AddObjectsAsync)
            .Takes<NewObjects>()
            .Produces<StoredJson>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/notes-key", NotesKeyAsync)
            .Takes<NewNotesKey>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/consents", ConsentAsync)
            .Takes<SpokenConsent>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/receipt", ReissueAsync)
            .Takes<NewReceiptJson>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/close", CloseAsync)
            .Takes<NewObjects>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/reopen", ReopenAsync)
            .AnswersNothing()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> CardsAsync(HttpRequest request, ShowCards showCards, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<CardsRequest>();
        var cards = await showCards.RunAsync(body.CaseIds, request.HttpContext.User.StaffId(), cancel);
        return ApiJson.Answer(new CardsJson([.. cards.Select(CardJson.Of)]));
    }

    private static async Task<IResult> OpenAssistedAsync(HttpRequest request, OpenAssistedCase openAssistedCase, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        var posted = body.Read<NewAssistedCase>().ToCase(body.Hash);
        var isNew = await openAssistedCase.RunAsync(request.HttpContext.User.StaffId(), posted, cancel);
        return ApiJson.Answer(new OpenedJson(posted.CaseId), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ShowAsync(
        string caseId, HttpContext context, ShowCase showCase, ShowDocuments showDocuments, CancellationToken cancel)
    {
        var shown = await showCase.RunAsync(RouteId.Read(caseId), context.User.StaffId(), cancel);
        return ApiJson.Answer(StaffCaseJson.Of(shown, await showDocuments.RunAsync(shown.Report.CaseId, cancel)));
    }

    private static async Task<IResult> ClaimAsync(string caseId, HttpRequest request, ClaimReport claim, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ClaimRequest>();
        await claim.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.TakeOverFrom, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ReleaseHoldAsync(string caseId, HttpContext context, ReleaseHeldReport release, CancellationToken cancel)
    {
        await release.RunAsync(RouteId.Read(caseId), context.User.StaffId(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> AddObjectsAsync(string caseId, string? read, HttpRequest request, AddStaffObjects addStaffObjects, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewObjects>();
        Guid? newest = read switch { null => null, "" => Guid.Empty, _ => RouteId.Read(read) };
        var stored = await addStaffObjects.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.ToObjects(), newest, cancel);
        return ApiJson.Answer(new StoredJson(stored), StatusCodes.Status201Created);
    }

    private static async Task<IResult> NotesKeyAsync(string caseId, HttpRequest request, AnnounceNotesKey announce, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewNotesKey>();
        await announce.RunAsync(
            RouteId.Read(caseId),
            request.HttpContext.User.StaffId(),
            body.PublicKey,
            body.Announcement.ToObject(),
            [.. body.Wraps.Select(wrap => wrap.ToObject())],
            cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ConsentAsync(string caseId, HttpRequest request, RecordSpokenConsent record, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<SpokenConsent>();
        var objects = new NewObjects(body.Objects).ToObjects();
        await record.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.Purpose, objects, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ReissueAsync(string caseId, HttpRequest request, ReissueReceipt reissue, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewReceiptJson>();
        await reissue.RunAsync(
            RouteId.Read(caseId),
            request.HttpContext.User.StaffId(),
            body.Receipt is { } receipt ? new NewReceipt(receipt.LookupHash, receipt.TokenHash) : null,
            new NewObjects(body.Objects).ToObjects(),
            body.Keys.ToChange(),
            cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> CloseAsync(string caseId, HttpRequest request, CloseCase close, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewObjects>();
        await close.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.ToObjects(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ReopenAsync(string caseId, HttpContext context, ReopenCase reopen, CancellationToken cancel)
    {
        await reopen.RunAsync(RouteId.Read(caseId), context.User.StaffId(), cancel);
        return Results.NoContent();
    }

    /// <param name="Receipt"><see langword="null"/> to burn the old one only.</param>
    private sealed record NewReceiptJson(ReceiptHashes? Receipt, IReadOnlyList<StoredObjectJson> Objects, CaseKeysJson Keys);

    private sealed record ReceiptHashes(byte[] LookupHash, byte[] TokenHash);

    private sealed record CardsRequest(IReadOnlyList<Guid> CaseIds);

    private sealed record CardsJson(IReadOnlyList<CardJson> Cards);

    private sealed record OpenedJson(Guid CaseId);

    private sealed record ClaimRequest(Guid? TakeOverFrom = null);

    private sealed record NewNotesKey(byte[] PublicKey, StoredObjectJson Announcement, IReadOnlyList<StoredObjectJson> Wraps);

    private sealed record SpokenConsent(string Purpose, IReadOnlyList<StoredObjectJson> Objects);

    private sealed record StoredJson(int Stored);
}

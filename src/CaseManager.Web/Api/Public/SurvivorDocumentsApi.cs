using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Documents;
using CaseManager.Web.Hosting;

namespace CaseManager.Web.Api.Public;

/// <summary>
/// A document on its way from her browser, sealed before it left: announced, then its chunks in any order, then the object that
/// carries its key. Each step may be sent again.
/// </summary>
public static class SurvivorDocumentsApi
{
    public static void Map(IEndpointRouteBuilder group)
    {
        var api = group.MapGroup("").RequireRateLimiting(RateLimits.Documents);
        api.MapPut("/case/documents/{documentId}", StartAsync)
            .Takes<Announced>()
            .Produces<ArrivedJson>()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithMetadata(new NeedsReceipt());
        api.MapPut("/case/documents/{documentId}/chunks/{index}", ChunkAsync)
            .TakesBytes()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithMetadata(new NeedsReceipt());
        api.MapPost("/case/documents/{documentId}/finish", FinishAsync)
            .Takes<NewObjects>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithMetadata(new NeedsReceipt());
        api.MapDelete("/case/documents/{documentId}", TakeBackAsync)
            .AnswersNothing()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
            .WithMetadata(new NeedsReceipt());
    }

    private static async Task<IResult> StartAsync(string documentId, HttpRequest request, StartDocument start, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<Announced>();
        var arrived = await start.RunAsync(ReceiptHeader.Read(request), body.AskedId, RouteId.Read(documentId), body.Length, body.Hash, cancel);
        return ApiJson.Answer(new ArrivedJson(arrived));
    }

    private static async Task<IResult> ChunkAsync(string documentId, string index, HttpRequest request, KeepChunk keep, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        var place = int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new RefusedException("chunk");
        await keep.RunAsync(ReceiptHeader.Read(request), RouteId.Read(documentId), place, body.Bytes, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> FinishAsync(string documentId, HttpRequest request, FinishDocument finish, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewObjects>();
        await finish.RunAsync(ReceiptHeader.Read(request), RouteId.Read(documentId), body.ToObjects(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> TakeBackAsync(string documentId, HttpRequest request, DestroyDocument destroy, CancellationToken cancel)
    {
        await destroy.TakeBackAsync(ReceiptHeader.Read(request), RouteId.Read(documentId), cancel);
        return Results.NoContent();
    }

    /// <param name="Length">Bytes of the age file.</param>
    /// <param name="Hash">Its SHA-256.</param>
    private sealed record Announced(Guid AskedId, int Length, byte[] Hash);

    /// <param name="Chunks">Those that are here already.</param>
    private sealed record ArrivedJson(IReadOnlyList<int> Chunks);
}

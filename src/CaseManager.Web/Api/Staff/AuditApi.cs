using System.Security.Claims;
using CaseManager.Core;
using CaseManager.Core.Sealing.DailyHeads;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Daily heads over the audit: auditors' browsers verify them and countersign.</summary>
public static class AuditApi
{
    private const int SignatureLength = 64;

    public static void Map(RouteGroupBuilder api)
    {
        var heads = api.MapGroup("/audit/heads").RequireAuthorization(Policy.Audit);
        heads.MapGet("", ListAsync).Produces<HeadsJson>().Refuses(StatusCodes.Status400BadRequest);
        heads.MapGet("/{day}", ShowAsync).Produces<SignedHead>().Refuses(StatusCodes.Status404NotFound);
        heads.MapGet("/{day}/chains", ChainsAsync).Produces<Stream>(contentType: "application/octet-stream").Refuses(StatusCodes.Status404NotFound);
        heads.MapPost("/{day}/signature", SignAsync)
            .Takes<SignatureJson>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(ReadHeads read, CancellationToken cancel, string? from = null)
    {
        DateOnly? first = from is null ? null : HeadDay.TryRead(from, out var day) ? day : throw new RefusedException("day");
        return ApiJson.Answer(new HeadsJson(await read.RunAsync(first, cancel)));
    }

    private static async Task<IResult> ShowAsync(string day, HttpResponse response, ReadSignedHead read, CancellationToken cancel)
    {
        var head = await read.RunAsync(DayOf(day), cancel);
        response.Headers.ContentDisposition = $"attachment; filename=\"audit-head-{day}.json\"";
        return ApiJson.Answer(head);
    }

    private static async Task<IResult> ChainsAsync(string day, ReadHeadList read, CancellationToken cancel) =>
        Results.Bytes(await read.RunAsync(DayOf(day), cancel), "application/octet-stream");

    private static async Task<IResult> SignAsync(string day, ClaimsPrincipal user, HttpRequest request, CountersignHead countersign, CancellationToken cancel)
    {
        var signature = (await PostedBody.ReadAsync(request, cancel)).Read<SignatureJson>().Signature;
        if (signature.Length != SignatureLength)
        {
            throw new RefusedException("signature");
        }

        await countersign.RunAsync(DayOf(day), user.StaffId(), signature, cancel);
        return Results.NoContent();
    }

    private static DateOnly DayOf(string text) =>
        HeadDay.TryRead(text, out var day) ? day : throw new RefusedException("unknown-head", RefusalKind.NotFound);

    /// <param name="Heads">Documents, verbatim, oldest first.</param>
    private sealed record HeadsJson(IReadOnlyList<byte[]> Heads);

    private sealed record SignatureJson(byte[] Signature);
}

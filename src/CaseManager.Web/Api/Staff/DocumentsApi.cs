using CaseManager.Core.Audit;
using CaseManager.Core.Documents;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Documents of a case: asked for, given out sealed, destroyed.</summary>
public static class DocumentsApi
{
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("/cases/{caseId}/documents").RequireAuthorization(Policy.CaseWork);
        work.MapPost("", AskAsync)
            .Takes<NewObjects>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/asked/{askedId}/end", EndAsync).AnswersNothing().Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        work.MapGet("/{documentId}", OpenAsync)
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        work.MapDelete("/{documentId}", DestroyAsync).AnswersNothing().Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AskAsync(string caseId, HttpRequest request, AskForDocument ask, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewObjects>();
        await ask.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.ToObjects(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> EndAsync(string caseId, string askedId, HttpContext context, AskForDocument ask, CancellationToken cancel)
    {
        await ask.EndAsync(RouteId.Read(caseId), RouteId.Read(askedId), context.User.StaffId(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> OpenAsync(string caseId, string documentId, HttpContext context, OpenDocument open, CancellationToken cancel)
    {
        var opened = await open.RunAsync(RouteId.Read(caseId), RouteId.Read(documentId), Actor.Staff(context.User.StaffId()), cancel);
        context.Response.ContentLength = opened.Length;
        return Results.Stream(
            async answer =>
            {
                await foreach (var chunk in opened.Chunks.WithCancellation(cancel))
                {
                    await answer.WriteAsync(chunk, cancel);
                }
            },
            "application/octet-stream");
    }

    private static async Task<IResult> DestroyAsync(string caseId, string documentId, HttpContext context, DestroyDocument destroy, CancellationToken cancel)
    {
        await destroy.RunAsync(RouteId.Read(caseId), RouteId.Read(documentId), context.User.StaffId(), cancel);
        return Results.NoContent();
    }
}

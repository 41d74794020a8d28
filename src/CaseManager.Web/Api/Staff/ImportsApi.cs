using CaseManager.Core.Cases.Imports;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Cases from a spreadsheet: read, checked and sealed row by row in a caseworker's browser. Nothing here tells what a row says.</summary>
public static class ImportsApi
{
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("/imports").RequireAuthorization(Policy.CaseWork);
        work.MapPost("", ImportAsync)
            .Takes<ImportJson>()
            .Produces<ImportedCase>()
            .Produces<ImportedCase>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict);
        work.MapPost("/known", KnownAsync).Takes<MarksJson>().Produces<ImportedMarks>();
    }

    private static async Task<IResult> ImportAsync(HttpRequest request, ImportCase import, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        var (marks, newCase) = body.Read<ImportJson>();
        var imported = await import.RunAsync(request.HttpContext.User.StaffId(), marks, newCase.ToCase(body.Hash), cancel);
        return ApiJson.Answer(imported, imported.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> KnownAsync(HttpRequest request, FindImported find, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<MarksJson>();
        return ApiJson.Answer(await find.RunAsync(body.Rows, body.References, request.HttpContext.User.StaffId(), cancel));
    }

    private sealed record ImportJson(RowMarks Marks, NewAssistedCase NewCase);

    private sealed record MarksJson(IReadOnlyList<byte[]> Rows, IReadOnlyList<byte[]> References);
}

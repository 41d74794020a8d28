using CaseManager.Core.Cases.Absences;
using CaseManager.Core.Cases.Grants;
using CaseManager.Core.Sealing;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Who works on a case: given, offered, shared, restricted. Each comes with the signed statement that other browsers hold the server's word against.</summary>
public static class GrantsApi
{
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapGet("/colleagues", ColleaguesAsync).Produces<ColleaguesJson>();
        work.MapPost("/cases/{caseId}/assign", AssignAsync).TakesStatement<ColleagueStatement>();
        work.MapPost("/cases/{caseId}/offer", OfferAsync).TakesStatement<ColleagueStatement>();
        work.MapPost("/cases/{caseId}/offer/accept", AcceptAsync).Answers();
        work.MapPost("/cases/{caseId}/offer/decline", DeclineAsync).Answers();
        work.MapPost("/cases/{caseId}/offer/withdraw", WithdrawAsync).Answers();
        work.MapPost("/cases/{caseId}/grants", GrantAsync).TakesStatement<ColleagueStatement>();
        work.MapPost("/cases/{caseId}/grants/ended", EndAsync).TakesStatement<ColleagueStatement>();
        work.MapPost("/cases/{caseId}/restrict", RestrictAsync).TakesStatement<RestrictionStatement>();
        work.MapPost("/cases/{caseId}/lift", LiftAsync).TakesStatement<RestrictionStatement>();
    }

    private static void TakesStatement<T>(this RouteHandlerBuilder endpoint)
        where T : notnull =>
        endpoint.Takes<T>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static void Answers(this RouteHandlerBuilder endpoint) =>
        endpoint.AnswersNothing().Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> ColleaguesAsync(ShowColleagues show, ReadAbsences readAbsences, CancellationToken cancel) =>
        ApiJson.Answer(new ColleaguesJson(await show.RunAsync(cancel), [.. (await readAbsences.RunAsync(cancel)).All.Select(AwayJson.Of)]));

    private static async Task<IResult> AssignAsync(string caseId, HttpRequest request, AssignCase assign, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ColleagueStatement>();
        await assign.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.Staff, body.ToObjects(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> OfferAsync(string caseId, HttpRequest request, OfferCase offer, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ColleagueStatement>();
        await offer.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.Staff, body.ToObjects(), cancel);
        return Results.NoContent();
    }

    private static Task<IResult> AcceptAsync(string caseId, HttpContext context, AnswerOffer answer, CancellationToken cancel) =>
        AnswerAsync(caseId, context, answer, OfferAnswer.Accept, cancel);

    private static Task<IResult> DeclineAsync(string caseId, HttpContext context, AnswerOffer answer, CancellationToken cancel) =>
        AnswerAsync(caseId, context, answer, OfferAnswer.Decline, cancel);

    private static Task<IResult> WithdrawAsync(string caseId, HttpContext context, AnswerOffer answer, CancellationToken cancel) =>
        AnswerAsync(caseId, context, answer, OfferAnswer.Withdraw, cancel);

    private static async Task<IResult> AnswerAsync(string caseId, HttpContext context, AnswerOffer answer, OfferAnswer what, CancellationToken cancel)
    {
        await answer.RunAsync(RouteId.Read(caseId), context.User.StaffId(), what, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> GrantAsync(string caseId, HttpRequest request, GrantAccess grant, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ColleagueStatement>();
        await grant.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.Staff, body.ToObjects(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> EndAsync(string caseId, HttpRequest request, EndAccess end, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ColleagueStatement>();
        await end.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.Staff, body.ToObjects(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> RestrictAsync(string caseId, HttpRequest request, RestrictCase restrict, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<RestrictionStatement>();
        await restrict.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.ToObjects(), body.Keys.ToChange(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> LiftAsync(string caseId, HttpRequest request, LiftRestriction lift, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<RestrictionStatement>();
        await lift.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.ToObjects(), body.Keys.ToChange(), cancel);
        return Results.NoContent();
    }

    private sealed record ColleaguesJson(IReadOnlyList<Guid> Colleagues, IReadOnlyList<AwayJson> Away);

    /// <param name="Objects">The sealed <c>handover</c>; empty where the case has no key for notes yet.</param>
    private sealed record ColleagueStatement(Guid Staff, IReadOnlyList<StoredObjectJson> Objects)
    {
        public IReadOnlyList<NewObject> ToObjects() => [.. Objects.Select(one => one.ToObject())];
    }

    /// <param name="Objects">The sealed <c>handover</c>.</param>
    private sealed record RestrictionStatement(IReadOnlyList<StoredObjectJson> Objects, CaseKeysJson Keys)
    {
        public IReadOnlyList<NewObject> ToObjects() => [.. Objects.Select(one => one.ToObject())];
    }
}

using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Counting a case for the statistics, and taking it out of them again.</summary>
public static class CountingApi
{
    /// <param name="staff">The group <c>/api/staff</c>.</param>
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapGet("/cases/{caseId}/counting", ShowAsync).Produces<CountingJson>().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/counting", CountAsync)
            .Takes<CountJson>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/counting/withdrawn", WithdrawAsync)
            .Takes<NewObjects>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/counting/taken-back", TakenBackJson.TakeBackAsync).Takes<TakenBackJson>().Produces<TakenBackAnswer>();
    }

    private static async Task<IResult> ShowAsync(string caseId, ShowCounting show, CancellationToken cancel)
    {
        var shown = await show.RunAsync(RouteId.Read(caseId), cancel);
        return ApiJson.Answer(new CountingJson(shown.Possible, shown.Allowed, EndJson.Of(shown.Intake), EndJson.Of(shown.Closure), shown.Proposed));
    }

    private static async Task<IResult> CountAsync(string caseId, HttpRequest request, CountCase count, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<CountJson>();
        var facts = body.Facts;
        await count.RunAsync(
            RouteId.Read(caseId),
            request.HttpContext.User.StaffId(),
            new CodedFacts(
                facts.Id, facts.Side, TakenBackJson.MonthOf(facts.Month), facts.Platform, facts.HarmType, facts.Country, facts.AgeBand, facts.Outcome, facts.RemovalTime),
            new NewObjects(body.Objects).ToObjects(),
            cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> WithdrawAsync(string caseId, HttpRequest request, WithdrawSpokenCounting withdraw, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewObjects>();
        await withdraw.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.ToObjects(), cancel);
        return Results.NoContent();
    }

    private sealed record CountingJson(bool Possible, bool Allowed, EndJson Intake, EndJson Closure, ProposedClosure Proposed);

    private sealed record EndJson(string? Month, CountingState State)
    {
        public static EndJson Of(CountingEnd end) => new(end.Month?.ToString(), end.State);
    }

    private sealed record CountJson(FactsJson Facts, IReadOnlyList<StoredObjectJson> Objects);

    private sealed record FactsJson(
        Guid Id, Side Side, string Month, string Platform, string? HarmType = null, string? Country = null, string? AgeBand = null, string? Outcome = null,
        string? RemovalTime = null);
}

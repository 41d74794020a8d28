using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Grants;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Cases.Replies;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>What a caseworker's day needs of a case besides reading and writing it: reminders, what was answered or read, saved replies.</summary>
public static class DayApi
{
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapGet("/replies", RepliesAsync).Produces<RepliesJson>();
        work.MapPost("/cases/{caseId}/no-answer-needed", NoAnswerAsync)
            .Takes<NewestMessage>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/handover-read", HandoverReadAsync)
            .Takes<ReadHandover>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/reminders", RemindAsync)
            .Takes<NewReminder>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/reminders/{reminderId}", SettleAsync)
            .Takes<ReminderDecision>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> RepliesAsync(ListReplies list, CancellationToken cancel) =>
        ApiJson.Answer(new RepliesJson([.. (await list.RunAsync(cancel)).Select(reply => new ReplyJson(reply.Id, reply.Title, reply.Language, reply.Text))]));

    private static async Task<IResult> NoAnswerAsync(string caseId, HttpRequest request, LeaveUnanswered leave, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewestMessage>();
        await leave.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.Newest, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> HandoverReadAsync(string caseId, HttpRequest request, MarkHandoverRead mark, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ReadHandover>();
        await mark.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.ObjectId, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> RemindAsync(string caseId, HttpRequest request, SetReminder set, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewReminder>();
        await set.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.At, new NewObjects(body.Objects).ToObjects(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> SettleAsync(string caseId, string reminderId, HttpRequest request, SettleReminder settle, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ReminderDecision>();
        await settle.RunAsync(
            RouteId.Read(caseId),
            RouteId.Read(reminderId),
            request.HttpContext.User.StaffId(),
            body.Decision switch { ReminderAnswer.Done => ReminderState.Done, ReminderAnswer.Drop => ReminderState.Dropped, ReminderAnswer.Later => null },
            body.At,
            cancel);
        return Results.NoContent();
    }

    private sealed record RepliesJson(IReadOnlyList<ReplyJson> Replies);

    private sealed record ReplyJson(Guid Id, string Title, string Language, string Text);

    /// <param name="Newest">The newest message that was read.</param>
    private sealed record NewestMessage(Guid Newest);

    /// <param name="ObjectId">The newest handover that was read.</param>
    private sealed record ReadHandover(Guid ObjectId);

    /// <param name="At">Day and time on the clock of the organisation's zone, without an offset.</param>
    /// <param name="Objects">The sealed <c>reminder</c>.</param>
    private sealed record NewReminder(DateTime At, IReadOnlyList<StoredObjectJson> Objects);

    /// <param name="At">When to remind again, for <c>later</c>.</param>
    private sealed record ReminderDecision(ReminderAnswer Decision, DateTime? At = null);

    private enum ReminderAnswer
    {
        Done,
        Drop,
        Later,
    }
}

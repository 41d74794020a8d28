using System.Security.Claims;
using CaseManager.Core;
using CaseManager.Core.Cases.Keys;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Turns the keys of cases: what is left to do, and what a browser made for one of them.</summary>
public static class TurningApi
{
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapGet("/turning", ShowAsync).Produces<TurningJson>();
        work.MapGet("/cases/{caseId}/keys", KeysAsync).Produces<CaseKeysAnswer>().Refuses(StatusCodes.Status404NotFound);
        work.MapPut("/cases/{caseId}/keys", TurnAsync)
            .Takes<CaseKeysJson>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ShowAsync(string? after, bool? own, bool? recovery, ClaimsPrincipal user, ShowTurning show, CancellationToken cancel) =>
        ApiJson.Answer(TurningJson.Of(await show.RunAsync(user.StaffId(), own is true, recovery is true, after is null ? null : RouteId.Read(after), cancel)));

    private static async Task<IResult> KeysAsync(string caseId, ClaimsPrincipal user, ShowCaseKeys show, CancellationToken cancel) =>
        await show.RunAsync([RouteId.Read(caseId)], user.StaffId(), recovery: false, cancel) is [var shown]
            ? ApiJson.Answer(CaseKeysAnswer.Of(shown))
            : throw new RefusedException("unknown-case", RefusalKind.NotFound);

    private static async Task<IResult> TurnAsync(string caseId, HttpRequest request, TurnCase turn, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<CaseKeysJson>();
        await turn.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.ToChange(), cancel);
        return Results.NoContent();
    }
}

/// <summary>New keys and wraps of a case, as JSON.</summary>
/// <param name="Tags">Of its links, under the epoch's index key; where they are turned along.</param>
public sealed record CaseKeysJson(
    int Epoch, IReadOnlyList<CaseKeyJson> Keys, IReadOnlyList<StoredObjectJson> Wraps, IReadOnlyList<byte[]>? Tags = null)
{
    public CaseKeyChange ToChange() => new(
        Epoch,
        [.. Keys.Select(key => new NewCaseKey(key.KeyPair, key.Generation, key.PublicKey, key.Announcement.ToObject()))],
        [.. Wraps.Select(wrap => wrap.ToObject())],
        Tags ?? []);
}

/// <summary>A key's next generation, as JSON.</summary>
public sealed record CaseKeyJson(KeyPairName KeyPair, int Generation, byte[] PublicKey, StoredObjectJson Announcement);

/// <summary>What is left to turn, as JSON.</summary>
public sealed record TurningJson(int? Epoch, IReadOnlyList<Guid> Openers, IReadOnlyList<Guid> WithoutKey, int Left, IReadOnlyList<CaseKeysAnswer> Cases)
{
    public static TurningJson Of(Turning turning) => new(turning.Epoch, turning.Openers, turning.WithoutKey, turning.Left, [.. turning.Cases.Select(CaseKeysAnswer.Of)]);
}

/// <summary>What opens the keys of one case, and for whom they are to be wrapped, as JSON.</summary>
/// <param name="Restricted">Whether the team's epoch must have no wrap.</param>
/// <param name="Staff">Who works on it.</param>
public sealed record CaseKeysAnswer(
    Guid CaseId, IntakeMode Mode, bool Rekey, bool Restricted, bool HasReceipt, IReadOnlyList<Guid> Staff, IReadOnlyList<StoredObjectAnswer> Wraps,
    IReadOnlyList<WrapPlace> Wrapped, IReadOnlyList<StoredObjectAnswer> Announcements, IReadOnlyList<StoredObjectAnswer> Handovers, StoredObjectAnswer? Card, IReadOnlyList<ChainEndJson> Ends)
{
    public static CaseKeysAnswer Of(ShownCaseKeys shown) => new(
        shown.CaseId, shown.Mode, shown.Rekey, shown.Audience.Epoch is null, shown.Audience.HasReceipt, shown.Audience.Staff,
        [.. shown.Wraps.Select(StoredObjectAnswer.Of)],
        shown.Wrapped,
        [.. shown.Announcements.Select(StoredObjectAnswer.Of)],
        [.. shown.Handovers.Select(StoredObjectAnswer.Of)],
        shown.Card is null ? null : StoredObjectAnswer.Of(shown.Card),
        [.. shown.Ends.Select(end => new ChainEndJson(end.Author, end.KeyPair, end.Sequence, end.Hash))]);
}

/// <summary>Where an author's chain ends, as JSON.</summary>
public sealed record ChainEndJson(string Author, KeyPairName KeyPair, int Sequence, byte[] Hash);

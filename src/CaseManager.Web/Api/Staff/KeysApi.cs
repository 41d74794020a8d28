using System.Security.Claims;
using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.Web.Security;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Api.Staff;

/// <summary>Her own keys: the sealed seed with its unlock methods, and the server's half of what opens it in this browser.</summary>
public static class KeysApi
{
    private const int HalfLength = 32;

    public static void Map(RouteGroupBuilder api)
    {
        var keys = api.MapGroup("").RequireAuthorization(Policy.Keys);
        keys.MapGet("/keys", ShowAsync).Produces<KeysJson>().Refuses(StatusCodes.Status404NotFound);
        keys.MapPost("/keys", KeepAsync).Takes<NewStaffKeys>().AnswersNothing().Refuses(StatusCodes.Status409Conflict);
        keys.MapPut("/keys", ChangeAsync).Takes<NewUnlockMethods>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        keys.MapGet("/unlock-half", UseHalfAsync).Produces<HalfJson>().Refuses(StatusCodes.Status404NotFound);
        keys.MapPut("/unlock-half", KeepHalfAsync).Takes<HalfJson>().AnswersNothing();
        keys.MapDelete("/unlock-half", ForgetHalfAsync).AnswersNothing().Refuses(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ShowAsync(ClaimsPrincipal user, ShowStaffKeys show, CancellationToken cancel)
    {
        var keys = (await show.RunAsync(user.StaffId(), cancel)).Keys ?? throw new RefusedException("no-keys", RefusalKind.NotFound);
        using var methods = JsonDocument.Parse(keys.Methods);
        return ApiJson.Answer(new KeysJson(keys.KeyFile, methods.RootElement.Clone(), keys.SigningKey, keys.RecipientKey));
    }

    private static async Task<IResult> KeepAsync(ClaimsPrincipal user, HttpRequest request, KeepStaffKeys keep, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        await keep.RunAsync(user.StaffId(), body.Read<NewStaffKeys>(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, ChangeUnlockMethods change, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        await change.RunAsync(user.StaffId(), user.SessionHash(), body.Read<NewUnlockMethods>(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> UseHalfAsync(
        ClaimsPrincipal user, UseUnlockHalf use, IOptions<CaseManagerOptions> options, CancellationToken cancel)
    {
        var half = await use.RunAsync(user.SessionHash(), user.StaffId(), options.Value.Sessions.Idle, cancel);
        return ApiJson.Answer(new HalfJson(half ?? throw new RefusedException("locked", RefusalKind.NotFound)));
    }

    private static async Task<IResult> KeepHalfAsync(
        ClaimsPrincipal user, HttpRequest request, KeepUnlockHalf keep, IOptions<CaseManagerOptions> options, CancellationToken cancel)
    {
        var half = (await PostedBody.ReadAsync(request, cancel)).Read<HalfJson>().Half;
        if (half.Length != HalfLength)
        {
            throw new RefusedException("half");
        }

        await keep.RunAsync(user.SessionHash(), user.StaffId(), half, options.Value.Sessions.Idle, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ForgetHalfAsync(ClaimsPrincipal user, ForgetUnlockHalf forget, CancellationToken cancel)
    {
        await forget.RunAsync(user.SessionHash(), cancel);
        return Results.NoContent();
    }

    /// <param name="Methods">Signed documents, verbatim.</param>
    private sealed record KeysJson(byte[] KeyFile, JsonElement Methods, byte[] SigningKey, byte[] RecipientKey);

    private sealed record HalfJson(byte[] Half);
}

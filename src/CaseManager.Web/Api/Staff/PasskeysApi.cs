using System.Security.Claims;
using System.Text.Json;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Web.Api.Staff;

/// <summary>Her own passkeys. Whatever changes them carries the seed sealed anew and signed by her key.</summary>
public static class PasskeysApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var passkeys = api.MapGroup("/passkeys").RequireAuthorization(Policy.Keys);
        passkeys.MapGet("", ShowAsync).Produces<PasskeysJson>();
        passkeys.MapPost("/challenge", ChallengeAsync).Produces<JsonElement>().Refuses(StatusCodes.Status400BadRequest);
        passkeys.MapPost("", AddAsync).Takes<NewPasskeyJson>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        passkeys.MapPut("", RenameAsync).Takes<NamedPasskeyJson>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        passkeys.MapPost("/removal", RemoveAsync).Takes<GonePasskeyJson>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ShowAsync(ClaimsPrincipal user, ShowPasskeys show, CancellationToken cancel)
    {
        var passkeys = await show.RunAsync(user.StaffId(), cancel);
        return ApiJson.Answer(new PasskeysJson([.. passkeys.Select(one => new PasskeyJson(one.CredentialId, one.Name, one.AddedAt, one.UsedAt))]));
    }

    /// <summary>What <c>navigator.credentials.create</c> is asked with, as WebAuthn writes it in JSON.</summary>
    private static async Task<IResult> ChallengeAsync(ClaimsPrincipal user, StaffSignIn signIn) =>
        Results.Text(
            await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
            {
                Id = user.StaffId().ToString(),
                Name = user.Identity!.Name!,
                DisplayName = user.Alias(),
            }),
            "application/json");

    private static async Task<IResult> AddAsync(
        ClaimsPrincipal user, HttpRequest request, StaffSignIn signIn, AddPasskey add, CancellationToken cancel)
    {
        var post = (await PostedBody.ReadAsync(request, cancel)).Read<NewPasskeyJson>();
        var proven = await signIn.ProveNewPasskeyAsync(user.StaffId(), post.Credential.GetRawText());
        await add.RunAsync(user.StaffId(), user.SessionHash(), proven, post.Name, post.Unlock, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> RenameAsync(ClaimsPrincipal user, HttpRequest request, RenamePasskey rename, CancellationToken cancel)
    {
        var post = (await PostedBody.ReadAsync(request, cancel)).Read<NamedPasskeyJson>();
        await rename.RunAsync(user.StaffId(), user.SessionHash(), post.Credential, post.Name, post.Unlock, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, HttpRequest request, RemovePasskey remove, CancellationToken cancel)
    {
        var post = (await PostedBody.ReadAsync(request, cancel)).Read<GonePasskeyJson>();
        await remove.RunAsync(user.StaffId(), user.SessionHash(), post.Credential, post.Unlock, cancel);
        return Results.NoContent();
    }

    private sealed record PasskeysJson(IReadOnlyList<PasskeyJson> Passkeys);

    /// <param name="UsedAt">When it last signed her in.</param>
    private sealed record PasskeyJson(byte[] Credential, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);

    /// <param name="Credential">What the authenticator answered, as WebAuthn writes it in JSON, with no extension results.</param>
    private sealed record NewPasskeyJson(JsonElement Credential, string Name, NewUnlockMethods Unlock);

    private sealed record NamedPasskeyJson(byte[] Credential, string Name, NewUnlockMethods Unlock);

    private sealed record GonePasskeyJson(byte[] Credential, NewUnlockMethods Unlock);
}

using System.Text.Json;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Antiforgery;

namespace CaseManager.Web.Api.Staff;

/// <summary>Signing in with a passkey, from the sign-in page; nobody is signed in yet.</summary>
public static class PasskeySignInApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var signIn = api.MapGroup("/sign-in").AllowAnonymous();
        signIn.MapPost("/challenge", ChallengeAsync).Produces<JsonElement>().Refuses(StatusCodes.Status400BadRequest);
        signIn.MapPost("", SignInAsync).Takes<AssertionJson>().Produces<SignedInJson>();
    }

    /// <summary>What <c>navigator.credentials.get</c> is asked with, as WebAuthn writes it in JSON: for whoever has a passkey here.</summary>
    private static async Task<IResult> ChallengeAsync(StaffSignIn signIn) =>
        Results.Text(await signIn.MakePasskeyRequestOptionsAsync(user: null), "application/json");

    private static async Task<IResult> SignInAsync(HttpContext http, StaffSignIn signIn, IAntiforgery antiforgery, CancellationToken cancel)
    {
        var post = (await PostedBody.ReadAsync(http.Request, cancel)).Read<AssertionJson>();
        await signIn.SignInByPasskeyAsync(post.Credential.GetRawText());

        // The page's own token was made for nobody; the script goes on as her.
        return ApiJson.Answer(new SignedInJson(antiforgery.GetAndStoreTokens(http).RequestToken!));
    }

    /// <param name="Credential">What the authenticator answered, as WebAuthn writes it in JSON, with no extension results.</param>
    private sealed record AssertionJson(JsonElement Credential);

    /// <param name="Token">For the header RequestVerificationToken of what the same page asks next.</param>
    private sealed record SignedInJson(string Token);
}

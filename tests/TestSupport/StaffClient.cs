using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.TestSupport;

/// <summary>A staff member with a browser: invited, accepted and signed in through the pages.</summary>
public sealed class StaffClient : IDisposable
{
    public const string Password = "a long enough password";

    private string? antiforgery;

    private StaffClient(WebApp app, HttpClient http, Guid id, string name, byte[] codeKey)
    {
        App = app;
        Http = http;
        Id = id;
        Name = name;
        CodeKey = codeKey;
    }

    /// <summary>Keeps her cookies.</summary>
    public HttpClient Http { get; }

    public Guid Id { get; }

    public string Name { get; }

    /// <summary>The key in her authenticator app.</summary>
    public byte[] CodeKey { get; }

    private WebApp App { get; }

    /// <summary>Makes an account with these roles and signs it in.</summary>
    public static async Task<StaffClient> CreateAsync(WebApp app, CancellationToken cancel, params string[] roles)
    {
        var name = $"member-{Core.HexId.Write(Core.RandomId.New())}";
        var invitation = await InviteAsync(app, name, cancel, roles);
        return await AcceptAsync(app, invitation, name, cancel);
    }

    /// <summary>What the command <c>users invite</c> does.</summary>
    public static async Task<Invitation> InviteAsync(WebApp app, string name, CancellationToken cancel, params string[] roles)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<InviteStaff>().RunAsync(name, roles, Actor.Command("users"), cancel);
    }

    public static async Task<StaffClient> AcceptAsync(WebApp app, Invitation invitation, string name, CancellationToken cancel)
    {
        var http = app.StaffClient();
        var address = $"/invitation/{invitation.Code}";
        var page = await http.GetPageAsync(address, cancel);
        var key = KeyOn(page);
        using var answer = await http.SubmitAsync(
            page,
            address,
            new Dictionary<string, string> { ["Alias"] = $"Alias of {name}", ["Password"] = Password, ["OneTimeCode"] = CodeNow(app, key) },
            cancel);
        return answer.Headers.Location is not null
            ? new StaffClient(app, http, invitation.StaffId, name, key)
            : throw new InvalidOperationException((await answer.ReadPageAsync(cancel)).QuerySelector(".govuk-error-summary")?.TextContent);
    }

    /// <summary>The key an invitation's page shows for the authenticator app.</summary>
    public static byte[] KeyOn(IHtmlDocument page) =>
        Base32.Read(page.QuerySelector(".cm-key")!.TextContent.Replace(" ", "", StringComparison.Ordinal));

    public static string CodeNow(WebApp app, byte[] key) => Totp.Code(key, Totp.Step(app.Clock.GetUtcNow()));

    /// <summary>The next code that has not been used: moves the clock to the next step.</summary>
    public string NextCode()
    {
        App.Clock.Advance(TimeSpan.FromSeconds(30));
        return CodeNow(App, CodeKey);
    }

    /// <summary>Signs the same person in with another browser, through both pages.</summary>
    public async Task<HttpClient> SignInAgainAsync(CancellationToken cancel)
    {
        var http = App.StaffClient();
        using var first = await http.SubmitAsync(
            "/sign-in", new Dictionary<string, string> { ["Name"] = Name, ["Password"] = Password }, cancel);
        using var second = await http.SubmitAsync(
            "/sign-in/code", new Dictionary<string, string> { ["Code"] = NextCode() }, cancel);
        return http;
    }

    /// <summary>Calls the staff API as a page's script does, with the token of the page.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, object? body, CancellationToken cancel)
    {
        antiforgery ??= (await Http.GetPageAsync("/sign-out", cancel)).QuerySelector("meta[name=antiforgery]")!.GetAttribute("content");
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", antiforgery);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, options: SealedJson.Options);
        }

        return await Http.SendAsync(request, cancel);
    }

    public void Dispose() => Http.Dispose();
}

using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.TestSupport;

namespace CaseManager.EndToEnd.Tests.Access;

/// <summary>Somebody new, with the link of an invitation in hand.</summary>
public sealed class Newcomer(string name, Invitation invitation)
{
    public string Name => name;

    public string Alias => $"Newcomer {name}";

    public string Address => $"/invitation/{invitation.Code}";

    /// <summary>What the authenticator app keeps; empty before the invitation was taken up.</summary>
    public byte[] CodeKey { get; private set; } = [];

    /// <summary>An invitation as the command makes it.</summary>
    public static Task<Newcomer> InviteAsync(PracticeSite site, string name, params string[] roles) => InviteAsync(site.App, name, roles);

    /// <summary>An invitation as the command makes it.</summary>
    public static async Task<Newcomer> InviteAsync(WebApp app, string name, params string[] roles) =>
        new(name, await StaffClient.InviteAsync(app, name, TestContext.Current.CancellationToken, roles));

    /// <summary>Opens the link and fills everything in, but sends nothing.</summary>
    public async Task FillInAsync(StaffBrowserPage person, string password = StaffClient.Password)
    {
        await person.GoAsync(Address);
        var key = (await person.Page.Locator(".cm-key").TextContentAsync())!;
        CodeKey = Base32.Read(key.Replace(" ", "", StringComparison.Ordinal));
        await person.Page.FillAsync("#alias", Alias);
        await person.Page.FillAsync("#password", password);
        await person.Page.FillAsync("#code", await person.NextCodeAsync(CodeKey));
    }

    /// <summary>Takes the invitation up, and is signed in.</summary>
    public async Task AcceptAsync(StaffBrowserPage person)
    {
        await FillInAsync(person);
        await person.Page.ClickAsync("main button[type=submit]");
        await person.Page.WaitForURLAsync(url => !url.Contains("invitation", StringComparison.Ordinal));
    }
}

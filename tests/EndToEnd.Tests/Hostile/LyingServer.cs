using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Stands between a page and the server: changes what the server answers, and sees what the browser hands over.</summary>
public sealed partial class LyingServer
{
    private readonly IPage page;
    private readonly List<string> handedOver = [];

    public LyingServer(IPage page)
    {
        this.page = page;
        page.Request += (_, request) =>
        {
            if (request.Method != "GET" && !Harmless().IsMatch(request.Url))
            {
                handedOver.Add($"{request.Method} {request.Url}");
            }
        };
    }

    /// <summary>What the browser posted, apart from what holds nothing sealed and gives nothing away.</summary>
    public IReadOnlyList<string> HandedOver => handedOver;

    /// <summary>Changes the answers of an address.</summary>
    /// <param name="address">End of the address, as a glob.</param>
    public Task ChangeAsync(string address, Action<JsonNode> change) => ChangeAsync(address, answer =>
    {
        change(answer);
        return Task.CompletedTask;
    });

    /// <inheritdoc cref="ChangeAsync(string, Action{JsonNode})"/>
    public Task ChangeAsync(string address, Func<JsonNode, Task> change) => page.RouteAsync($"**{address}", async route =>
    {
        var answer = await route.FetchAsync();
        var json = JsonNode.Parse(await answer.TextAsync())!;
        await change(json);
        await route.FulfillAsync(new() { Response = answer, Body = json.ToJsonString() });
    });

    /// <summary>Answers in the server's place, which never hears of it.</summary>
    public Task AnswerAsync(string address, int status, JsonNode? answer = null) => page.RouteAsync($"**{address}", route =>
        route.FulfillAsync(new() { Status = status, Body = answer?.ToJsonString() ?? "", ContentType = "application/json" }));

    /// <summary>Lies no longer.</summary>
    public async Task StopAsync()
    {
        await page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        handedOver.Clear();
    }

    [GeneratedRegex("/api/(challenges|staff/(cards|unlock-half)|.*/releases/preview|.*/tags)$")]
    private static partial Regex Harmless();
}

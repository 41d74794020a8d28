using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Whatever a hostile server shows a survivor's page, she is told, sees none of it, and nothing of hers goes out.</summary>
public sealed class HostileSurvivorTests(HostileVisit visit) : IClassFixture<HostileVisit>
{
    public static IReadOnlyList<SurvivorLie> Lies { get; } = [.. SurvivorLies.All];

    public static IReadOnlyList<SendingLie> LiesWhileSending { get; } = [.. SurvivorLies.WhileSending];

    public static TheoryData<string> Names => [.. Lies.Select(lie => lie.Name)];

    public static TheoryData<string> NamesWhileSending => [.. LiesWhileSending.Select(lie => lie.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Server_LiesToWhoeverComesBack_IsRefusedInWords(string name)
    {
        var lie = Lies.Single(one => one.Name == name);
        var page = visit.Her.Page;
        try
        {
            await lie.TellAsync(visit);
            await visit.ComeBackAsync();
            if (lie.ActAsync is not null)
            {
                await visit.Her.ExpectAsync("case", seconds: 60);
                await lie.ActAsync(visit);
            }

            await Assertions.Expect(page.Locator(lie.Where)).ToContainTextAsync(lie.Says, new() { Timeout = 60_000 });
            Assert.DoesNotContain(Forger.Text, await page.ContentAsync(), StringComparison.Ordinal);
            Assert.Empty(visit.Server.HandedOver);
            if (lie.Where == "#return-words-error")
            {
                await Assertions.Expect(visit.Her.Step("case")).ToBeHiddenAsync();
                await Assertions.Expect(page.Locator("#return-words")).ToHaveValueAsync(visit.Case.Digits);
            }

            if (lie.Typed is var (box, text))
            {
                await Assertions.Expect(page.Locator(box)).ToHaveValueAsync(text);
            }

            await Screenshots.TakeAsync(page, $"hostile-{name}");
        }
        finally
        {
            await visit.Server.StopAsync();
        }
    }

    [Theory]
    [MemberData(nameof(NamesWhileSending))]
    public async Task Server_LiesToWhoeverSends_IsRefusedInWordsAndHerTextStays(string name)
    {
        var lie = LiesWhileSending.Single(one => one.Name == name);
        var her = await visit.SendingAsync();
        try
        {
            await lie.TellAsync(visit);
            await her.Page.EvaluateAsync("document.getElementById('sending-reason').textContent = ''");
            await her.Page.Locator("[data-step=check]:not([hidden]) button[type=submit], #sending-again:visible").First.ClickAsync();

            await Assertions.Expect(her.Page.Locator("#sending-reason")).ToContainTextAsync(lie.Says, new() { Timeout = 60_000 });
            await Assertions.Expect(her.Page.Locator("#sending-stopped")).ToBeVisibleAsync();
            Assert.Empty(visit.ServerWhileSending.HandedOver);
            Assert.Equal(HostileVisit.Story, await her.Page.InputValueAsync("#story"));
            await Screenshots.TakeAsync(her.Page, $"hostile-{name}");
        }
        finally
        {
            await visit.ServerWhileSending.StopAsync();
            if (name == "endless-work")
            {
                // This page has its keys now, and asks for none again.
                await visit.CloseSendingAsync();
            }
        }
    }
}

using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Whatever a hostile server shows a caseworker's browser, she is told, sees none of it, and hands nothing over.</summary>
public sealed class HostileStaffTests(HostileDesk desk) : IClassFixture<HostileDesk>
{
    public static IReadOnlyList<StaffLie> Lies { get; } = [.. CaseLies.All, .. KeyLies.All];

    public static TheoryData<string> Names => [.. Lies.Select(lie => lie.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Server_LiesToStaff_IsRefusedInWords(string name)
    {
        var lie = Lies.Single(one => one.Name == name);
        try
        {
            await lie.TellAsync(desk);
            await desk.Worker.GoAsync(lie.Page(desk));
            await lie.ActAsync(desk);

            await Assertions.Expect(desk.Page.Locator(lie.Where).First).ToContainTextAsync(lie.Says, new() { Timeout = 60_000 });
            var shown = await desk.Page.ContentAsync();
            Assert.All([Forger.Text, .. lie.Hidden], words => Assert.DoesNotContain(words, shown, StringComparison.Ordinal));
            Assert.DoesNotContain(desk.Server.HandedOver, post => lie.HandsOver is null || !post.EndsWith(lie.HandsOver, StringComparison.Ordinal));
            if (lie.Typed is var (box, text))
            {
                await Assertions.Expect(desk.Page.Locator(box)).ToHaveValueAsync(text);
            }

            await Screenshots.TakeAsync(desk.Page, $"hostile-{name}");
        }
        finally
        {
            await desk.Server.StopAsync();
            await lie.AfterAsync(desk);
        }
    }
}

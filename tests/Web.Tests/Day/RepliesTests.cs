using System.Net;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Replies;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;

namespace CaseManager.Web.Tests.Day;

/// <summary>Saved replies: written by supervisors, found by everybody, never overwritten unseen.</summary>
public sealed class RepliesTests(DayTeam team) : IClassFixture<DayTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_ByASupervisor_IsThereForCaseworkers_Once()
    {
        var page = await team.Supervisor.Http.GetPageAsync("/replies/add", Cancel);
        Assert.Contains("The server can read these texts", page.Body!.TextContent, StringComparison.Ordinal);
        var fields = new Dictionary<string, string> { ["Title"] = "  We got it ", ["Language"] = "fa", ["Words"] = "First line\r\nSecond <line>" };
        var before = await team.EventsAsync(AuditLog.Organisation, "ReplySaved", Cancel);

        for (var click = 0; click < 2; click++)
        {
            using var saved = await team.Supervisor.Http.SubmitAsync(page, "/replies/add", fields, Cancel);
            Assert.Equal("/replies", saved.Headers.Location!.OriginalString);
        }

        var found = await StaffAnswer.ReadAsync(await team.Anna.SendAsync(HttpMethod.Get, "/api/staff/replies", null, Cancel), Cancel);
        var reply = Assert.Single(found.Json["replies"]!.AsArray(), one => (string)one!["title"]! == "We got it")!;
        Assert.Equal(("fa", "First line\nSecond <line>"), ((string)reply["language"]!, (string)reply["text"]!));
        Assert.Equal(before + 1, await team.EventsAsync(AuditLog.Organisation, "ReplySaved", Cancel));
    }

    [Fact]
    public async Task Save_ChangedMeanwhile_Is409_ShowsBoth_AndSavesOnlyWhenAskedAgain()
    {
        var id = RandomId.New();
        await SaveAsync(id, 0, "One");
        var opened = await team.Supervisor.Http.GetPageAsync($"/replies/{HexId.Write(id)}", Cancel);
        await SaveAsync(id, 1, "Theirs");

        using var refused = await team.Supervisor.Http.SubmitAsync(
            opened, "", new Dictionary<string, string> { ["Title"] = "T", ["Language"] = "en", ["Words"] = "Mine" }, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = await refused.ReadPageAsync(Cancel);
        Assert.Contains("Theirs", page.QuerySelector("#standing")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mine", page.QuerySelector("#words")!.TextContent.Trim());
        Assert.Equal("Theirs", await TextAsync(id));

        using var saved = await team.Supervisor.Http.SubmitAsync(
            page, "", new Dictionary<string, string> { ["Title"] = "T", ["Language"] = "en", ["Words"] = "Mine" }, Cancel);
        Assert.Equal("/replies", saved.Headers.Location!.OriginalString);
        Assert.Equal("Mine", await TextAsync(id));
    }

    [Fact]
    public async Task Save_AgainstTheRules_KeepsWhatWasTyped()
    {
        Assert.Equal("not-yours", await team.RefusalAsync<SaveReply>(save => save.RunAsync(team.Anna.Id, RandomId.New(), 0, new ReplyWords("T", "en", "x"), Cancel)));
        Assert.Equal("reply-gone", await team.RefusalAsync<SaveReply>(save => save.RunAsync(team.Supervisor.Id, RandomId.New(), 2, new ReplyWords("T", "en", "x"), Cancel)));

        using var refused = await team.Supervisor.Http.SubmitAsync(
            "/replies/add", new Dictionary<string, string> { ["Title"] = " ", ["Language"] = "en", ["Words"] = "Kept" }, Cancel);

        var page = await refused.ReadPageAsync(Cancel);
        Assert.Contains("Write a title", page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Kept", page.QuerySelector("#words")!.TextContent.Trim());
    }

    [Fact]
    public async Task Remove_OfWhatSheSaw_TakesItAway()
    {
        var id = RandomId.New();
        await SaveAsync(id, 0, "Old");

        Assert.Equal("reply-changed", await team.RefusalAsync<SaveReply>(save => save.RemoveAsync(team.Supervisor.Id, id, 7, Cancel)));
        Assert.Null(await team.RefusalAsync<SaveReply>(save => save.RemoveAsync(team.Supervisor.Id, id, 1, Cancel)));
        Assert.Null(await team.RefusalAsync<SaveReply>(save => save.RemoveAsync(team.Supervisor.Id, id, 1, Cancel)));

        Assert.Null(await TextAsync(id));
    }

    private async Task SaveAsync(Guid id, int edition, string text) =>
        Assert.Null(await team.RefusalAsync<SaveReply>(save => save.RunAsync(team.Supervisor.Id, id, edition, new ReplyWords("T", "en", text), Cancel)));

    private Task<string?> TextAsync(Guid id) =>
        team.RunAsync<ListReplies, string?>(async list => (await list.RunAsync(Cancel)).FirstOrDefault(reply => reply.Id == id)?.Text);
}

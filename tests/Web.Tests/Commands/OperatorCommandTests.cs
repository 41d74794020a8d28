using System.Text.Json.Nodes;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Npgsql;

namespace CaseManager.Web.Tests.Commands;

public sealed class OperatorCommandTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UsersInvite_NewName_PrintsALinkThatMakesTheAccount()
    {
        var result = await RunAsync("users", "invite", "new-by-command", "--role", RoleName.Caseworker, "--json");

        var link = new Uri((string)JsonNode.Parse(result.Text)!["link"]!);
        using var member = await StaffClient.AcceptAsync(
            fixture.App, new Invitation(Guid.Empty, link.Segments[^1], default), "new-by-command", Cancel);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(fixture.App.StaffUrl.Port, link.Port);
    }

    [Theory]
    [InlineData(1, "letters, digits, dots", "users", "invite", "with space", "--role", "caseworker")]
    [InlineData(1, "letters, digits, dots", "users", "invite", "", "--role", "caseworker")]
    [InlineData(1, "Nobody is called nobody", "users", "invite", "nobody")]
    [InlineData(2, "owner", "users", "invite", "somebody", "--role", "owner")]
    [InlineData(2, "name", "users", "invite")]
    [InlineData(1, "Nobody is called nobody", "users", "disable", "nobody")]
    [InlineData(2, "because", "users", "disable", "somebody", "--reason", "because")]
    [InlineData(1, "There is no file", "keys", "import", "/not/there/genesis.json")]
    [InlineData(2, "file", "keys", "import")]
    [InlineData(3, "could not be made", "keys", "folder", "/dev/null/keys")]
    public async Task Verb_WrongInput_SaysWhatToDoAndWhichKindOfWrong(int exitCode, string said, params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UsersDisable_Twice_SaysSoBothTimes()
    {
        await RunAsync("users", "invite", "leaves", "--role", RoleName.Auditor);

        var first = await RunAsync("users", "disable", "leaves", "--reason", ClosingReason.Left);
        var second = await RunAsync("users", "disable", "leaves");

        Assert.Equal((0, 1), (first.ExitCode, second.ExitCode));
        Assert.Contains("leaves is closed", first.Text, StringComparison.Ordinal);
        Assert.Contains("closed already", second.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("no json at all")]
    public async Task KeysImport_AnotherFile_SaysThatItIsNotTheCeremonys(string content)
    {
        var file = await WriteAsync(content);

        var result = await RunAsync("keys", "import", file);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not what this verb reads", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysImport_WholeDamagedOrTwice_SaysWhichAndImportsOnce()
    {
        var genesis = await GenesisAsync();
        var damaged = genesis with { Entries = [genesis.Entries[0], genesis.Entries[2], .. genesis.Entries.Skip(3)] };

        var first = await RunAsync("keys", "import", await WriteAsync(damaged));
        var second = await RunAsync("keys", "import", await WriteAsync(genesis));
        var third = await RunAsync("keys", "import", await WriteAsync(genesis));
        var audit = await RunAsync("audit", "verify");

        Assert.Equal((1, 0, 1, 0), (first.ExitCode, second.ExitCode, third.ExitCode, audit.ExitCode));
        Assert.Contains("does not follow from its root at entry 1", first.Error, StringComparison.Ordinal);
        Assert.Contains("Reports are accepted from now on", second.Text, StringComparison.Ordinal);
        Assert.Contains("has a root already", third.Error, StringComparison.Ordinal);
        Assert.Contains("0 broken", audit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysFolder_WithADamagedFile_NamesItAndReplacesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("cmk");
        var damaged = Path.Combine(folder.FullName, "fields.key");
        await File.WriteAllTextAsync(damaged, "short", Cancel);

        var result = await RunAsync("keys", "folder", folder.FullName);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("fields.key", result.Error, StringComparison.Ordinal);
        Assert.Equal("short", await File.ReadAllTextAsync(damaged, Cancel));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task AuditVerify_AnEventThatWasChanged_NamesTheLinkAndIsNotValid()
    {
        await using var database = await fixture.Server.CreateDatabaseAsync(Cancel);
        await RunOnAsync(database.App, "users", "invite", "somebody", "--role", RoleName.Auditor);
        await using (var owner = new NpgsqlConnection(database.Owner))
        {
            await owner.OpenAsync(Cancel);
            await using var change = new NpgsqlCommand("update audit.events set \"Data\" = '{}'", owner);
            await change.ExecuteNonQueryAsync(Cancel);
        }

        var result = await RunOnAsync(database.App, "audit", "verify");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is broken at event 1: the event was changed after it was written.", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuditVerify_AsJson_NamesTheFirstBrokenLinkAndSaysItInWords()
    {
        await using var database = await fixture.Server.CreateDatabaseAsync(Cancel);
        await RunOnAsync(database.App, "users", "invite", "somebody", "--role", RoleName.Auditor);
        var whole = await RunOnAsync(database.App, "audit", "verify", "--json");
        await using (var owner = new NpgsqlConnection(database.Owner))
        {
            await owner.OpenAsync(Cancel);
            await using var change = new NpgsqlCommand("delete from audit.events", owner);
            await change.ExecuteNonQueryAsync(Cancel);
        }

        var broken = await RunOnAsync(database.App, "audit", "verify", "--json");

        var found = System.Text.Json.Nodes.JsonNode.Parse(broken.Text)!;
        Assert.Equal((0, 1), (whole.ExitCode, broken.ExitCode));
        Assert.True((bool)System.Text.Json.Nodes.JsonNode.Parse(whole.Text)!["holds"]!);
        Assert.Equal(("missing", 1), ((string?)found["broken"]![0]!["fault"], (int)found["broken"]![0]!["sequence"]!));
        Assert.Contains("The organisation's chain is broken at event 1", (string?)found["broken"]![0]!["words"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task UsersRoles_OfSomebodyKnown_ChangeAndNobodyElseDoes()
    {
        await RunAsync("users", "invite", "changes", "--role", RoleName.Auditor);

        var changed = await RunAsync("users", "roles", "changes", "--role", RoleName.Caseworker, RoleName.Advocate);
        var same = await RunAsync("users", "roles", "changes", "--role", RoleName.Advocate, RoleName.Caseworker);
        var unknown = await RunAsync("users", "roles", "who", "--role", RoleName.Advocate);
        var invited = await RunAsync("users", "invite", "changes", "--role", RoleName.Auditor);

        Assert.Equal((0, 0, 1, 1), (changed.ExitCode, same.ExitCode, unknown.ExitCode, invited.ExitCode));
        Assert.Contains("is from now on: caseworker, advocate", changed.Text, StringComparison.Ordinal);
        Assert.Contains("was already", same.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody is called who", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("has other roles", invited.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_DatabaseWithoutTheSchemaOrAway_SaysWhoHasToDoWhat()
    {
        await using var empty = await fixture.Server.CreateEmptyDatabaseAsync(Cancel);

        var without = await RunOnAsync(empty.Owner, "audit", "verify");
        var away = await RunOnAsync("Host=127.0.0.1;Port=1;Database=none;Username=nobody;Timeout=1", "users", "disable", "somebody");

        Assert.Equal((3, 3), (without.ExitCode, away.ExitCode));
        Assert.Contains("run the migrations program first", without.Error, StringComparison.Ordinal);
        Assert.Contains("The database could not do this", away.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", without.Error + away.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_SeveralSectionsOfTheSettingsWrong_SaysEachOnALine()
    {
        var result = await Executable.RunAsync(["audit", "verify"], cancel: Cancel);

        Assert.Equal(3, result.ExitCode);
        Assert.All(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("The setting CaseManager:", line, StringComparison.Ordinal));
    }

    private async Task<Core.Sealing.Roster.Genesis> GenesisAsync()
    {
        (TestKeys Keys, StaffClient Client)[] officers = [(new TestKeys(), await OfficerAsync()), (new TestKeys(), await OfficerAsync())];
        foreach (var (keys, client) in officers)
        {
            using var posted = await client.SendAsync(HttpMethod.Post, "/api/staff/keys", keys.Posted(client.Id), Cancel);
            posted.EnsureSuccessStatusCode();
            client.Dispose();
        }

        return new RosterWriter().Begin([.. officers.Select(officer => (officer.Client.Id, officer.Keys))]);
    }

    private Task<StaffClient> OfficerAsync() => StaffClient.CreateAsync(fixture.App, Cancel, RoleName.Supervisor);

    private static Task<string> WriteAsync(Core.Sealing.Roster.Genesis genesis) =>
        WriteAsync(System.Text.Json.JsonSerializer.Serialize(genesis, SealedJson.Options));

    private static async Task<string> WriteAsync(string content)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("cmg").FullName, "genesis.json");
        await File.WriteAllTextAsync(file, content, Cancel);
        return file;
    }

    private Task<ExecutableResult> RunAsync(params string[] args) => RunOnAsync(fixture.Database.App, args);

    private Task<ExecutableResult> RunOnAsync(string database, params string[] args) => Executable.RunAsync(
        args,
        cancel: Cancel,
        settings: new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_CONTENTROOT"] = AppContext.BaseDirectory,
            ["CaseManager__Database"] = database,
            ["CaseManager__KeyFolder"] = fixture.App.KeyFolder,
            ["CaseManager__AuditFolder"] = fixture.App.AuditFolder,
            ["CaseManager__PublicUrl"] = fixture.App.PublicUrl.ToString(),
            ["CaseManager__StaffUrl"] = fixture.App.StaffUrl.ToString(),
        });
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;
using PracticeScripts = CaseManager.Local.Practice.PracticeScripts;

namespace CaseManager.EndToEnd.Tests.Recovery;

/// <summary>The drill "lost server" of docs/recovery.md, as it stands there: a dump, three files, two holders, and no CaseManager.</summary>
public sealed class LostServerTests(PracticeSite site, PracticeKeys keys, PostgresServer server) : IClassFixture<PracticeSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RestoredDump_TwoHoldersAndTheScript_PrintWhatSheWrote()
    {
        var folder = Directory.CreateTempSubdirectory("cmr").FullName;
        await NodeAsync(folder, "", PracticeScripts.Samples, site.App.PublicUrl.ToString().TrimEnd('/'), folder, await WriteAsync(folder, "genesis.json", keys.GenesisFile));
        await using var restored = await server.DumpAndRestoreAsync(site.Database, Cancel);
        var caseId = await FirstCaseAsync(restored);

        var verified = await CommandAsync(restored, "audit", "verify");
        var files = await CommandAsync(restored, "keys", "recovery-files", "--out", Path.Combine(folder, "recovery"));
        var exported = await CommandAsync(restored, "keys", "export-case", caseId, "--out", Path.Combine(folder, "case.json"));
        var script = TakeScript(folder);
        var opened = await NodeAsync(folder, Words('A', 'C'), script, "recovery/recovery-AC.age", "case.json");
        var wrong = await NodeAsync(folder, Words('A', 'B'), script, "recovery/recovery-AC.age", "case.json");
        await SwapCaseAsync(restored, folder, caseId);
        var swapped = await NodeAsync(folder, Words('B', 'C'), script, "recovery/recovery-BC.age", "swapped.json");

        Assert.Equal((0, 0, 0), (verified.ExitCode, files.ExitCode, exported.ExitCode));
        Assert.True(opened.ExitCode == 0, opened.Error);
        var objects = opened.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var report = objects.Single(one => (string?)one["kind"] == "report");
        Assert.NotEqual("", (string?)report["body"]!["story"]);
        Assert.Equal("survivor", (string?)report["author"]);
        Assert.Contains(objects, one => (string?)one["kind"] == "triage-card");
        Assert.Contains($"Case {caseId} is the one its key belongs to. 0 of", opened.Error, StringComparison.Ordinal);
        // Three in a row: one alone may end a word of hers, as "all" does.
        Assert.DoesNotContain(string.Join(' ', keys.HolderWords['A'].Split(' ')[..3]), opened.Output + opened.Error, StringComparison.Ordinal);
        Assert.Equal((1, "", "These words do not open this file.\n"), (wrong.ExitCode, wrong.Output, wrong.Error));
        Assert.Equal((1, ""), (swapped.ExitCode, swapped.Output));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Commands_WrongInput_SayWhatIsWrong()
    {
        await using var empty = await server.CreateDatabaseAsync(Cancel);
        var target = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var none = await CommandAsync(empty, "keys", "recovery-files", "--out", target);
        var noCase = await CommandAsync(site.Database, "keys", "export-case", HexId.Write(Guid.Empty), "--out", target);
        var noId = await CommandAsync(site.Database, "keys", "export-case", "17", "--out", target);
        var noFolder = await CommandAsync(site.Database, "keys", "recovery-files", "--out", "/dev/null/files");

        Assert.Equal((1, 1, 2, 3), (none.ExitCode, noCase.ExitCode, noId.ExitCode, noFolder.ExitCode));
        Assert.Contains("has no recovery files", none.Error, StringComparison.Ordinal);
        Assert.Contains("There is no case", noCase.Error, StringComparison.Ordinal);
        Assert.Contains("32 hexadecimal digits", noId.Error, StringComparison.Ordinal);
        Assert.Contains("could not be written", noFolder.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(target));
    }

    private string Words(params char[] holders) => string.Join('\n', holders.Select(holder => keys.HolderWords[holder])) + "\n";

    /// <summary>The script beside the one library it needs, and nothing else of the repository.</summary>
    private static string TakeScript(string folder)
    {
        var script = Path.Combine(folder, "open-case.mjs");
        File.Copy(RepositoryFolder.File("tools/open-case.mjs"), script);
        Directory.CreateDirectory(Path.Combine(folder, "node_modules"));
        Directory.CreateSymbolicLink(
            Path.Combine(folder, "node_modules", "age-encryption"), RepositoryFolder.File("src/CaseManager.Browser/node_modules/age-encryption"));
        return script;
    }

    /// <summary>The rows of one case under the id of another, as a server that lies would hand them over.</summary>
    private static async Task SwapCaseAsync(TestDatabase database, string folder, string caseId)
    {
        await using var context = database.Open();
        var other = await context.Set<Report>().Select(report => report.CaseId).Where(id => id != HexIdOf(caseId)).FirstAsync(Cancel);
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "case.json"), Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "swapped.json"), text.Replace(caseId, HexId.Write(other), StringComparison.Ordinal), Cancel);
    }

    private static Guid HexIdOf(string text) => HexId.TryRead(text, out var id) ? id : throw new FormatException(text);

    private static async Task<string> FirstCaseAsync(TestDatabase database)
    {
        await using var context = database.Open();
        return HexId.Write(await context.Set<Report>().Select(report => report.CaseId).FirstAsync(Cancel));
    }

    private static async Task<string> WriteAsync(string folder, string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, content, Cancel);
        return path;
    }

    private Task<ExecutableResult> CommandAsync(TestDatabase database, params string[] args) => Executable.RunAsync(
        args,
        cancel: Cancel,
        settings: new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_CONTENTROOT"] = AppContext.BaseDirectory,
            ["CaseManager__Database"] = database.App,
            ["CaseManager__KeyFolder"] = site.App.KeyFolder,
            ["CaseManager__AuditFolder"] = site.App.AuditFolder,
            ["CaseManager__PublicUrl"] = site.App.PublicUrl.ToString(),
            ["CaseManager__StaffUrl"] = site.App.StaffUrl.ToString(),
        });

    private static async Task<(int ExitCode, string Output, string Error)> NodeAsync(string folder, string input, params string[] args)
    {
        using var node = Process.Start(new ProcessStartInfo("node", args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        var error = node.StandardError.ReadToEndAsync(Cancel);
        var output = await node.StandardOutput.ReadToEndAsync(Cancel);
        await node.WaitForExitAsync(Cancel);
        return (node.ExitCode, output, await error);
    }
}

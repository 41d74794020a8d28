using System.Diagnostics;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing.Roster;
using CaseManager.Web.Commands;
using PracticeScripts = CaseManager.Local.Practice.PracticeScripts;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>The keys of a practice organisation, made once by the browser's code; every site of the tests begins with them.</summary>
public sealed class PracticeKeys : IAsyncLifetime
{
    public Genesis Genesis { get; private set; } = null!;

    public IReadOnlyList<PracticeAccount> Accounts { get; private set; } = [];

    /// <summary>Ten words of each holder of recovery words, by letter.</summary>
    public IReadOnlyDictionary<char, string> HolderWords { get; private set; } = new Dictionary<char, string>();

    /// <summary>genesis.json as it was made, for the tools that read it themselves.</summary>
    public byte[] GenesisFile { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("cmp");
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", [PracticeScripts.Genesis, folder.FullName]))!;
            await node.WaitForExitAsync(cancel);
            Assert.Equal(0, node.ExitCode);
            Genesis = await ReadAsync<Genesis>(folder, "genesis.json", cancel);
            Accounts = await ReadAsync<List<PracticeAccount>>(folder, "accounts.json", cancel);
            GenesisFile = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "genesis.json"), cancel);
            HolderWords = (await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "recovery", "words.txt"), cancel)).ToDictionary(line => line[0], line => line[3..]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<T> ReadAsync<T>(DirectoryInfo folder, string name, CancellationToken cancel)
        where T : class
    {
        using var error = new StringWriter();
        return await JsonFile.ReadAsync<T>(new FileInfo(Path.Combine(folder.FullName, name)), error, cancel) ?? throw new InvalidOperationException(error.ToString());
    }
}

using System.Buffers.Text;
using System.Diagnostics;
using System.Text.Json;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.Local.Practice;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>The three sample reports of a practice organisation, sealed by the browser's code in one go.</summary>
public static class PracticeReports
{
    /// <returns>Their receipts, by name.</returns>
    public static async Task<IReadOnlyDictionary<string, SampleReport>> SendAsync(PracticeSite site, byte[] rootKey, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("cmr");
        try
        {
            var genesis = Path.Combine(folder.FullName, "genesis.json");
            await File.WriteAllTextAsync(genesis, JsonSerializer.Serialize(new { rootKey = Base64Url.EncodeToString(rootKey) }), cancel);
            using var node = Process.Start(new ProcessStartInfo("node", [PracticeScripts.Samples, site.App.PublicUrl.ToString().TrimEnd('/'), folder.FullName, genesis]))!;
            await node.WaitForExitAsync(cancel);
            Assert.Equal(0, node.ExitCode);
            return folder.GetFiles("*.json")
                .Where(file => file.FullName != genesis)
                .Select(file => JsonSerializer.Deserialize<SampleReport>(File.ReadAllText(file.FullName), JsonSerializerOptions.Web)!)
                .ToDictionary(report => report.Name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Text;
using CaseManager.Local.Data;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Practice;

/// <summary>Makes the practice organisation once. A start that was broken off is gone on with where it stopped.</summary>
public sealed class SeedPractice(Launcher launcher, PracticeFiles files, Dictionary<string, string> settings, TextWriter output)
{
    private const string InvitedName = "newcomer";

    /// <summary>What the web program serves from: accounts, keys, the roster, one open invitation.</summary>
    /// <exception cref="CannotStartException">A step could not be done; the next start tries it again.</exception>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        if (!File.Exists(files.Seeded))
        {
            await output.WriteLineAsync("First start: making accounts and keys.");
            await MakeGenesisAsync(cancel);
            await RunWebAsync(["practice", "seed", files.Genesis], "store the accounts and keys", cancel);
            await PrivateFile.WriteAsync(files.Seeded, default, cancel);
        }

        if (!File.Exists(files.Invitation))
        {
            var invitation = await RunWebAsync(["users", "invite", InvitedName, "--role", "caseworker", "--json"], "invite a newcomer", cancel);
            await PrivateFile.WriteAsync(files.Invitation, Encoding.UTF8.GetBytes(invitation), cancel);
        }
    }

    /// <summary>Seals the sample reports and posts them to the public pages, as browsers would.</summary>
    /// <exception cref="CannotStartException">One could not be sent; the next start sends it again.</exception>
    public async Task SendSamplesAsync(Ports ports, CancellationToken cancel)
    {
        if (File.Exists(files.Sampled))
        {
            return;
        }

        await output.WriteLineAsync("First start: sealing and sending the sample reports.");
        Directory.CreateDirectory(files.Samples);
        await RunNodeAsync([PracticeScripts.Samples, ports.PublicUrl, files.Samples, files.Genesis], "send the sample reports", cancel);
        await PrivateFile.WriteAsync(files.Sampled, default, cancel);
    }

    // Made aside and renamed, so that half a set of keys is never taken for a whole one.
    private async Task MakeGenesisAsync(CancellationToken cancel)
    {
        if (Directory.Exists(files.Made))
        {
            return;
        }

        var aside = files.Made + ".new";
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        Directory.CreateDirectory(aside);
        await RunNodeAsync([PracticeScripts.Genesis, aside], "make the accounts and keys", cancel);
        Directory.Move(aside, files.Made);
    }

    private async Task RunNodeAsync(IReadOnlyList<string> arguments, string purpose, CancellationToken cancel)
    {
        var ran = await new Node(launcher).RunAsync(arguments, cancel);
        if (!ran.Succeeded)
        {
            throw new CannotStartException($"Node could not {purpose}: {ran.LastWord}");
        }
    }

    private async Task<string> RunWebAsync(IReadOnlyList<string> verb, string purpose, CancellationToken cancel)
    {
        var launch = new Launch(DotnetHost.Path, [StartedProgram.Web, .. verb])
        {
            Environment = settings,
            WorkingFolder = Path.GetDirectoryName(StartedProgram.Web),
        };
        var ran = await launcher.RunAsync(launch, cancel);
        return ran.Succeeded ? ran.Output : throw new CannotStartException($"The web program could not {purpose}: {ran.LastWord}");
    }
}

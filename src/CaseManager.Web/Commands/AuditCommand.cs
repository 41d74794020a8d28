using System.CommandLine;
using CaseManager.Core;
using CaseManager.Core.Audit;

namespace CaseManager.Web.Commands;

/// <summary>The verb <c>audit verify</c>: walks every chain; 1 with the first broken link of each that does not hold.</summary>
public static class AuditCommand
{
    public static Command Create() => new("audit", "The audit chains.") { Verify() };

    private static Command Verify()
    {
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("verify", "Walk every chain and name the first broken link.") { json };
        command.SetAction((parsed, cancel) => OperatorVerb.RunAsync(
            parsed.InvocationConfiguration.Error,
            async (services, cancel) =>
            {
                var verdict = await services.GetRequiredService<VerifyAudit>().RunAsync(cancel);
                await WriteAsync(verdict, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
                return verdict.Holds ? CommandLine.Done : CommandLine.NotValid;
            },
            cancel));
        return command;
    }

    private static async Task WriteAsync(AuditVerdict verdict, bool json, TextWriter output)
    {
        if (json)
        {
            await output.WriteLineAsync(CommandJson.Write(new
            {
                verdict.Chains,
                verdict.Events,
                verdict.Holds,
                Broken = verdict.Broken.Select(link => new { Chain = HexId.Write(link.ChainId), link.Sequence, link.Fault }),
            }));
            return;
        }

        foreach (var link in verdict.Broken)
        {
            await output.WriteLineAsync($"Chain {HexId.Write(link.ChainId)} is broken at event {link.Sequence}: {link.Fault}.");
        }

        await output.WriteLineAsync($"{verdict.Chains} chains, {verdict.Events} events, {verdict.Broken.Count} broken.");
    }
}

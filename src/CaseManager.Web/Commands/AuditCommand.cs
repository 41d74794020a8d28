using System.CommandLine;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Retention;
using CaseManager.Core.Sealing.DailyHeads;

namespace CaseManager.Web.Commands;

/// <summary>The verb <c>audit verify</c>: walks every chain and the heads outside the database; 1 with the first broken link in words.</summary>
public static class AuditCommand
{
    public static Command Create() => new("audit", "The audit chains.") { Verify() };

    private static Command Verify()
    {
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("verify", "Walk every chain and every daily head, and name what does not hold, first things first.") { json };
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
        var (heads, findings) = (verdict.Heads, verdict.Findings);
        if (json)
        {
            await output.WriteLineAsync(CommandJson.Write(new
            {
                verdict.Chains,
                verdict.Events,
                heads.Heads,
                heads.Signatures,
                heads.Waiting,
                verdict.Holds,
                Findings = findings.Count,
                Broken = findings.First.Select(finding => new
                {
                    finding.Fault,
                    Chain = finding.ChainId is { } chain ? HexId.Write(chain) : null,
                    finding.Sequence,
                    Day = finding.Day is { } day ? HeadDay.Write(day) : null,
                    finding.File,
                    Words = WordsOf(finding),
                }),
            }));
            return;
        }

        foreach (var finding in findings.First)
        {
            await output.WriteLineAsync(WordsOf(finding));
        }

        if (findings.Count > findings.First.Count)
        {
            await output.WriteLineAsync($"{findings.Count - findings.First.Count} more are not listed.");
        }

        await output.WriteLineAsync(
            $"{verdict.Chains} chains, {verdict.Events} events, {heads.Heads} daily heads ({heads.Waiting} not yet in a file), {heads.Signatures} countersignatures, {findings.Count} broken.");
    }

    private static string WordsOf(AuditFinding finding)
    {
        var chain = finding.ChainId == AuditLog.Organisation ? "The organisation's chain" : $"Chain {(finding.ChainId is { } id ? HexId.Write(id) : "")}";
        var day = finding.Day is { } date ? HeadDay.Write(date) : "";
        return finding.Fault switch
        {
            BrokenLink.Missing => $"{chain} is broken at event {finding.Sequence}: the event is missing.",
            BrokenLink.Unlinked => $"{chain} is broken at event {finding.Sequence}: it does not follow from the event before.",
            BrokenLink.Changed => $"{chain} is broken at event {finding.Sequence}: the event was changed after it was written.",
            BrokenLink.Head => $"{chain} is broken at event {finding.Sequence}: its head names another event than the newest.",
            AuditFault.Vanished => $"{chain} has vanished: the daily head of {day} had {finding.Sequence} events of it, the database has none.",
            AuditFault.Shorter => $"{chain} is shorter than it was: the daily head of {day} names event {finding.Sequence}, and it is missing.",
            AuditFault.Rewritten => $"{chain} was rewritten: event {finding.Sequence} is another one than the daily head of {day} names.",
            AuditFault.Backwards => $"{chain} went backwards: the daily head of {day} has less of it, or something else, than the head before (event {finding.Sequence}).",
            AuditFault.HeadChanged => $"The daily head of {day} in the database is not what was taken that day.",
            AuditFault.HeadUnlinked => $"The daily head of {day} does not follow from the daily head before it.",
            AuditFault.FileMissing => $"The file {finding.File} was written and is missing.",
            AuditFault.FileChanged => $"The file {finding.File} says something else than was written.",
            AuditFault.FileExtra => $"The database knows nothing of the file {finding.File}: its row was removed, or somebody put the file there.",
            AuditFault.FileUnreadable => $"The file {finding.File} cannot be read by this program's user.",
            AuditFault.Signature => $"A countersignature of the daily head of {day} is not by the auditor it names.",
            AuditFault.Roster => "The organisation's list of keys is not what was signed, so no countersignature could be checked.",
            AuditFault.CaseGone => $"{chain} has no case any more, and no event says that it was deleted.",
            AuditFault.ChainGone => $"{chain} is missing altogether: its case is there, and nothing says what was done with it.",
            _ => $"{chain}: {finding.Fault}.",
        };
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using CaseManager.Core.Platforms;

namespace CaseManager.Web.Commands;

/// <summary><c>deadlines</c>: when a platform must have acted on a notice that was accepted at a moment.</summary>
public static partial class ComputeDeadlineCommand
{
    public static Command Create()
    {
        var regime = CommandOptions.Regime();
        var accepted = new Option<string>("--accepted") { Description = "Moment the notice was accepted: ISO 8601 with Z or an offset.", Required = true };
        var command = new Command("deadlines", "Compute when a platform must have acted on a notice.") { regime, accepted, CommandOptions.Json() };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetRequiredValue(regime), parsed.GetRequiredValue(accepted), parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> RunAsync(string regimeId, string typed, InvocationConfiguration terminal)
    {
        if (RegimeDirectory.Seed.Find(regimeId) is not { } regime)
        {
            return await CommandOptions.RefuseAsync(terminal.Error, "regime", regimeId, RegimeDirectory.Seed.All.Select(known => known.Id));
        }

        if (!TryReadInstant(typed, out var accepted))
        {
            await terminal.Error.WriteLineAsync($"Not an instant: {typed}. Write one such as 2026-11-24T10:00:00Z or 2026-11-24T11:00:00+01:00.");
            return CommandLine.WrongUsage;
        }

        var deadline = Deadlines.Compute(regime, accepted, TimeZoneInfo.Utc, WorkingCalendar.For(regime));
        await terminal.Output.WriteLineAsync(CommandJson.Write(new
        {
            Regime = regime.Id,
            Accepted = CommandJson.Instant(accepted),
            Due = deadline.DueAt is { } due ? CommandJson.Instant(due) : null,
            deadline.Reason,
        }));
        return CommandLine.Done;
    }

    // Without an offset the moment would depend on the machine it is typed on.
    private static bool TryReadInstant(string typed, out DateTimeOffset instant)
    {
        instant = default;
        return InstantPattern().IsMatch(typed)
            && DateTimeOffset.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant)
            && instant.Year < 9999;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?([Zz]|[+-]\d{2}:\d{2})\z")]
    private static partial Regex InstantPattern();
}

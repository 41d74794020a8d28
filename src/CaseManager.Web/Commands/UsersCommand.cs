using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Web.Security;

namespace CaseManager.Web.Commands;

/// <summary>The verbs <c>users invite</c> and <c>users disable</c>.</summary>
public static class UsersCommand
{
    private static readonly Actor Operator = Actor.Command("users");

    public static Command Create() => new("users", "Invite staff, close accounts.") { Invite(), Disable() };

    private static Command Invite()
    {
        var name = Name();
        var roles = new Option<string[]>("--role")
        {
            Description = $"What the member is to be: {string.Join(", ", RoleName.All)}. May be given more than once; needed for a new name.",
            AllowMultipleArgumentsPerToken = true,
        };
        roles.AcceptOnlyFromAmong([.. RoleName.All]);
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command(
            "invite", "Print a link that makes an account once, for seven days. For a known name it replaces password and phone.") { name, roles, json };
        command.SetAction((parsed, cancel) => OperatorVerb.RunAsync(
            parsed.InvocationConfiguration.Error,
            (services, cancel) => InviteAsync(
                services, parsed.GetRequiredValue(name), parsed.GetValue(roles) ?? [], parsed.GetValue(json), parsed.InvocationConfiguration, cancel),
            cancel));
        return command;
    }

    private static async Task<int> InviteAsync(
        IServiceProvider services, string name, string[] roles, bool json, InvocationConfiguration terminal, CancellationToken cancel)
    {
        Invitation invitation;
        try
        {
            invitation = await services.GetRequiredService<InviteStaff>().RunAsync(name, roles, Operator, cancel);
        }
        catch (InvitationRefusedException refusal)
        {
            await terminal.Error.WriteLineAsync(refusal.Message);
            return CommandLine.NotValid;
        }

        var link = services.GetRequiredService<InvitationLink>().Of(invitation);
        var until = invitation.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await terminal.Output.WriteLineAsync(json
            ? JsonSerializer.Serialize(new { name, link, expiresAt = until })
            : $"{link}\nGood once, until {until}. Give it to {name} in person or by a safe channel.");
        return CommandLine.Done;
    }

    private static Command Disable()
    {
        var name = Name();
        var reason = new Option<string>("--reason")
        {
            Description = $"Why, for the audit: {string.Join(", ", ClosingReason.All)}.",
            DefaultValueFactory = _ => ClosingReason.Other,
        };
        reason.AcceptOnlyFromAmong([.. ClosingReason.All]);
        var command = new Command("disable", "Close an account; its sessions end at once. Its keys stay in the roster until an officer ends the membership.") { name, reason };
        command.SetAction((parsed, cancel) => OperatorVerb.RunAsync(
            parsed.InvocationConfiguration.Error,
            (services, cancel) => DisableAsync(
                services.GetRequiredService<DisableStaff>(), parsed.GetRequiredValue(name), parsed.GetRequiredValue(reason), parsed.InvocationConfiguration, cancel),
            cancel));
        return command;
    }

    private static async Task<int> DisableAsync(
        DisableStaff disable, string name, string reason, InvocationConfiguration terminal, CancellationToken cancel)
    {
        try
        {
            if (await disable.RunAsync(name, reason, Operator, cancel))
            {
                await terminal.Output.WriteLineAsync($"The account {name} is closed. Where it has keys, let an officer end the membership on the page People.");
                return CommandLine.Done;
            }

            await terminal.Error.WriteLineAsync($"Nobody is called {name}; the page People lists the sign-in names.");
        }
        catch (RefusedException refusal) when (refusal.Code is "closed" or "changed")
        {
            await terminal.Error.WriteLineAsync(refusal.Code is "closed"
                ? $"The account {name} is closed already."
                : $"Somebody changed the account {name} at the same moment, and it was not closed. Try again.");
        }

        return CommandLine.NotValid;
    }

    private static Argument<string> Name() => new("name") { Description = "The sign-in name." };
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using CaseManager.Web.Security;

namespace CaseManager.Web.Commands;

/// <summary>The verbs <c>users invite</c>, <c>users roles</c> and <c>users disable</c>.</summary>
public static class UsersCommand
{
    private static readonly Actor Operator = Actor.Command("users");

    public static Command Create() => new("users", "Invite staff, close accounts.") { Invite(), Roles(), Disable() };

    private static Command Invite()
    {
        var name = Name();
        var roles = Role("What the member is to be", "needed for a new name");
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

    private static Command Roles()
    {
        var name = Name();
        var roles = Role("What the member is to be from now on", "all others end");
        roles.Required = true;
        var command = new Command("roles", "Give an account other roles; its sessions end at once.") { name, roles };
        command.SetAction((parsed, cancel) => OperatorVerb.RunAsync(
            parsed.InvocationConfiguration.Error,
            (services, cancel) => ChangeAsync(
                services.GetRequiredService<ChangeRoles>(), parsed.GetRequiredValue(name), parsed.GetRequiredValue(roles), parsed.InvocationConfiguration, cancel),
            cancel));
        return command;
    }

    private static async Task<int> ChangeAsync(
        ChangeRoles change, string name, string[] roles, InvocationConfiguration terminal, CancellationToken cancel)
    {
        try
        {
            var changed = await change.RunAsync(name, roles, before: null, Operator, cancel);
            await terminal.Output.WriteLineAsync(
                $"{name} {(changed ? "is from now on" : "was already")}: {string.Join(", ", RoleName.All.Intersect(roles))}.");
            return CommandLine.Done;
        }
        catch (RefusedException refusal)
        {
            await terminal.Error.WriteLineAsync(refusal.Code switch
            {
                "unknown-account" => $"Nobody is called {name}; the page People lists the sign-in names.",
                "officer" => $"{name} is an officer in the organisation's list of keys, and an officer is a supervisor: let another officer end that first.",
                "team-keys" => $"{name} has the team's keys, and would have no role left that opens reports: let an officer end the membership, which turns the keys.",
                _ => $"Somebody changed the account {name} at the same moment, and its roles are as they were. Try again.",
            });
            return CommandLine.NotValid;
        }
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

    private static Option<string[]> Role(string what, string more)
    {
        var roles = new Option<string[]>("--role")
        {
            Description = $"{what}: {string.Join(", ", RoleName.All)}. May be given more than once; {more}.",
            AllowMultipleArgumentsPerToken = true,
        };
        roles.AcceptOnlyFromAmong([.. RoleName.All]);
        return roles;
    }

    private static Argument<string> Name() => new("name") { Description = "The sign-in name." };
}

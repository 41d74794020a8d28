using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

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

        var staff = new Uri(services.GetRequiredService<IOptions<CaseManagerOptions>>().Value.StaffUrl);
        var link = new Uri(staff, $"invitation/{invitation.Code}").ToString();
        var until = invitation.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await terminal.Output.WriteLineAsync(json
            ? JsonSerializer.Serialize(new { name, link, expiresAt = until })
            : $"{link}\nGood once, until {until}. Give it to {name} in person or by a safe channel.");
        return CommandLine.Done;
    }

    private static Command Disable()
    {
        var name = Name();
        var command = new Command("disable", "Close an account; its sessions end at once.") { name };
        command.SetAction((parsed, cancel) => OperatorVerb.RunAsync(
            parsed.InvocationConfiguration.Error,
            async (services, cancel) =>
            {
                if (await services.GetRequiredService<DisableStaff>().RunAsync(parsed.GetRequiredValue(name), Operator, cancel))
                {
                    return CommandLine.Done;
                }

                await parsed.InvocationConfiguration.Error.WriteLineAsync($"Nobody is called {parsed.GetRequiredValue(name)}.");
                return CommandLine.NotValid;
            },
            cancel));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "The sign-in name." };
}

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Lies about people and keys: the roster, the team's key, and what opens her own.</summary>
public static class KeyLies
{
    private const string Roster = "/api/staff/roster";
    private const string NotTrusted = "a list of people and keys that your browser does not trust";
    private const string Cost = "another protection of your passphrase than your browser allows";

    public static IEnumerable<StaffLie> All =>
    [
        new("roster-replayed-shorter", "an older list of people and keys than your browser has seen", desk => desk.Server.ChangeAsync(Roster, roster => Entries(roster).RemoveAt(Entries(roster).Count - 1))),
        new("roster-forked", $"{NotTrusted} (fork)", desk => desk.Server.ChangeAsync(Roster, roster =>
        {
            Entries(roster).RemoveAt(Entries(roster).Count - 1);
            RosterLies.Append(roster, desk.Officer, RosterLies.Member(RandomId.New(), new TestKeys()));
        })),
        new("roster-of-another-root", $"{NotTrusted} (root)", desk => desk.Server.ChangeAsync("/api/staff/me", me => me["rootKey"] = TestKeys.Text(new TestKeys().SigningKey))),
        new("person-nobody-admitted", $"{NotTrusted} (signer)", desk => desk.Server.ChangeAsync(Roster, roster =>
            RosterLies.Append(roster, new TestKeys(), RosterLies.Member(RandomId.New(), new TestKeys())))),
        new("entry-in-an-officers-name", $"{NotTrusted} (signature)", desk => desk.Server.ChangeAsync(Roster, roster =>
            RosterLies.Append(roster, new TestKeys(), RosterLies.Member(RandomId.New(), new TestKeys()), desk.Officer.SigningKey))),
        new("officer-with-a-forged-certificate", $"{NotTrusted} (officer-certificate)", desk => desk.Server.ChangeAsync(Roster, roster =>
            RosterLies.Append(roster, desk.Officer, RosterLies.Officer(RandomId.New(), new TestKeys(), new TestKeys(), desk.Officer.SigningKey)))),
        new("team-key-of-its-own", $"{NotTrusted} (signer)", async desk =>
        {
            var file = "";
            await desk.Server.ChangeAsync(Roster, roster => file = RosterLies.EpochWrap(roster, desk.Worker.Account.Id, new TestKeys()));
            await desk.Server.ChangeAsync("/api/staff/epoch-wraps", answer => answer["wraps"]![0]!["file"] = file);
        }),
        Unlocking("passphrase-made-cheap", Cost, (_, keys) => RosterLies.ChangeMethods(keys, method => SetMemory(method, 1024))),
        Unlocking("passphrase-made-endless", Cost, (_, keys) => RosterLies.ChangeMethods(keys, method => SetMemory(method, 1 << 20))),
        Unlocking("seed-of-its-own", "keys that are not yours (not-rostered)", (desk, keys) => keys["keyFile"] = RosterLies.KeyFile(keys, desk.Worker.Account.Id)),
        new("way-to-unlock-she-did-not-make", "keys that are not yours (method)", desk => desk.Server.ChangeAsync("/api/staff/keys", keys =>
        {
            var way = new TestKeys().Way(desk.Worker.Account.Id, "recovery-code").Method;
            keys["methods"]!.AsArray().Add(new JsonObject { ["bytes"] = TestKeys.Text(way.Bytes), ["signature"] = TestKeys.Text(way.Signature) });
        })) { Page = _ => "/keys" },
        new("another-unlock-half", "Unlock", desk => desk.Server.ChangeAsync("/api/staff/unlock-half", half => half["half"] = TestKeys.Text(RandomNumberGenerator.GetBytes(32))))
        {
            Where = "h1:visible",
        },
    ];

    private static JsonArray Entries(JsonNode roster) => roster["entries"]!.AsArray();

    private static void SetMemory(JsonNode method, int memory)
    {
        if (method["cost"] is { } cost)
        {
            cost["memory"] = memory;
        }
    }

    /// <summary>Tried while her keys are locked: she types her passphrase.</summary>
    private static StaffLie Unlocking(string name, string says, Action<HostileDesk, JsonNode> change) =>
        new(name, says, async desk =>
        {
            await desk.Server.AnswerAsync("/api/staff/unlock-half", 404);
            await desk.Server.ChangeAsync("/api/staff/keys", keys => change(desk, keys));
        })
        {
            Page = _ => "/keys",
            ActAsync = async desk =>
            {
                await desk.Page.FillAsync("#unlock-secret", desk.Worker.Account.Passphrase!);
                await desk.Page.ClickAsync("#unlock-form button[type=submit]");
            },
        };
}

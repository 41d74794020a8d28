using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Lies to survivors: about the case behind a receipt, and about the keys to seal with.</summary>
public static class SurvivorLies
{
    private const string NotHers = "is not your report. Nothing is shown";
    private const string OneLeftOut = "could not be checked, so they are not shown (1)";
    private const string Broken = "is missing or was changed on our computers";
    private const string KeysWrong = "are not the ones this page knows. Nothing was sent";
    private const string Words = "Typed and kept.";

    public static IEnumerable<SurvivorLie> All =>
    [
        Refused("her-receipt-another-case", (her, answer) => answer.PutWraps("C", her.Other.Forger.Wrap(
            Authors.Survivor, KeyPairName.C, her.Others.CaseSeed, Recipients.Receipt, her.Hers.PublicKey, receiptKey: her.Hers.PublicKey))),
        Refused("her-case-key-of-its-own", (her, answer) => answer.PutWraps("C", her.Case.Forger.Wrap(
            Authors.Survivor, KeyPairName.C, RandomNumberGenerator.GetBytes(32), Recipients.Receipt, her.Hers.PublicKey))),
        Refused("her-case-makes-no-sense", (_, answer) => answer["objects"] = null),
        Changed("her-message-by-a-helper-forged", OneLeftOut, (her, answer) => answer.Objects().Add(her.Case.Forger.Frame(
            Authors.Staff(her.Colleague.Id), "message", Forger.Message, (0, new byte[32]), her.CaseKey))),
        Changed("her-own-message-forged", OneLeftOut, (her, answer) => answer.Objects().Add(her.Case.Forger.Frame(
            Authors.Survivor, "message", Forger.Message, answer.EndOf(Authors.Survivor), her.CaseKey))),
        Changed("her-paper-asked-for-by-a-stranger", OneLeftOut, (her, answer) =>
        {
            var asking = her.Case.Forger.Frame(Authors.Staff(her.Colleague.Id), ObjectKinds.Document, Forger.Asking, (0, new byte[32]), her.CaseKey);
            answer.Objects().Add(asking);
            answer["documents"] = JsonNode.Parse(
                $$"""{"on":true,"asked":[{"objectId":"{{asking["objectId"]}}","askedAt":"2026-03-01T10:00:00Z","endedAt":null}],"sent":[]}""");
        }),
        Changed("her-report-added", OneLeftOut, (her, answer) => answer.Objects().Add(her.Case.Forger.Frame(
            Authors.Server, "assisted-report", Forger.Message, (0, new byte[32]), her.CaseKey))),
        Changed("her-object-relabelled", OneLeftOut, (_, answer) => answer.Last("report")["kind"] = "draft"),
        Changed("her-object-replaced", OneLeftOut, (_, answer) => answer.Last("report")["file"] = (string)answer.Last("triage-card")["file"]!),
        Changed("her-object-with-a-classical-recipient", OneLeftOut, (_, answer) => new[] { answer.Last("report") }.ChangeFiles(
            file => CaseAnswers.WithStanza(file, $"-> X25519 {new string('A', 43)}\n{new string('A', 43)}\n"))),
        Changed("her-object-dropped", Broken, (_, answer) => answer.Objects().Remove(answer.Last("triage-card"))),
        Changed("her-object-doubled", Broken, (_, answer) => answer.Objects().Add(answer.Last("report").DeepClone())),
        Changed("her-objects-reordered", Broken, (_, answer) =>
        {
            var card = answer.Last("triage-card");
            answer.Objects().Remove(card);
            answer.Objects().Add(card);
        }),
        new("her-object-withheld-after-it-was-seen", Broken, _ => Task.CompletedTask)
        {
            ActAsync = async her =>
            {
                await her.Server.ChangeAsync("/api/case", answer => answer.Objects().Remove(answer.Last("report")));
                await her.Her.Page.ClickAsync("#case-refresh");
            },
        },
        Changed("her-message-behind-a-gap", "Nothing was sent, and what you wrote is still here", (_, answer) => answer.Objects().Remove(answer.Last("triage-card"))) with
        {
            Where = "#case-write-error",
            ActAsync = WriteAsync,
            Typed = ("#case-write", Words),
        },
        new("her-helpers-forged", "The list of our helpers could not be checked", her => her.Server.ChangeAsync("/api/roster", roster =>
            RosterLies.Append(roster, new TestKeys(), RosterLies.Member(RandomId.New(), new TestKeys())))),
        new("her-key-by-somebody-who-left", "The lock of your report is just being changed", KeyBySomebodyWhoLeftAsync)
        {
            Where = "#case-write-error",
            ActAsync = WriteAsync,
            Typed = ("#case-write", Words),
        },
    ];

    public static IEnumerable<SendingLie> WhileSending =>
    [
        Intake("intake-with-a-team-key-of-its-own", (_, intake) => Rewrite(intake, bundle => bundle["epochKey"] = TestKeys.Text(new TestKeys().PublicKey))),
        Intake("intake-with-a-recovery-key-of-its-own", (_, intake) => Rewrite(intake, bundle => bundle["recoveryKey"] = TestKeys.Text(new TestKeys().PublicKey))),
        Intake("intake-by-a-stranger", (_, intake) => SignAnew(intake, new TestKeys(), new TestKeys().SigningKey)),
        Intake("intake-with-a-forged-certificate", (her, intake) => SignAnew(intake, new TestKeys(), her.Officer.SigningKey)),
        Intake("intake-of-another-root", (_, intake) =>
        {
            var root = new TestKeys();
            SignAnew(intake, root, root.SigningKey);
            intake["certificates"] = new JsonArray();
            intake["rootKey"] = TestKeys.Text(root.SigningKey);
        }),
        new("endless-work", "for more work than they should. Nothing was sent", her => her.ServerWhileSending.ChangeAsync("/api/challenges", answer => answer["difficulty"] = 25)),
    ];

    private static SurvivorLie Changed(string name, string says, Action<HostileVisit, JsonNode> change) =>
        new(name, says, her => her.Server.ChangeAsync("/api/case", answer => change(her, answer)));

    private static SurvivorLie Refused(string name, Action<HostileVisit, JsonNode> change) =>
        Changed(name, NotHers, change) with { Where = "#return-words-error" };

    private static SendingLie Intake(string name, Action<HostileVisit, JsonNode> change) =>
        new(name, KeysWrong, her => her.ServerWhileSending.ChangeAsync("/api/intake", answer => change(her, answer)));

    private static async Task WriteAsync(HostileVisit her)
    {
        await her.Her.Page.FillAsync("#case-write", Words);
        await her.Her.Page.ClickAsync("#case-write-form button[type=submit]");
    }

    private static void Rewrite(JsonNode intake, Action<JsonNode> change)
    {
        var bundle = JsonNode.Parse(Base64Url.DecodeFromChars((string)intake["bundle"]!))!;
        change(bundle);
        intake["bundle"] = TestKeys.Text(Encoding.UTF8.GetBytes(bundle.ToJsonString()));
    }

    /// <summary>Puts a key of the server's own in, and signs with a stranger's.</summary>
    /// <param name="by">Whose key the bundle names.</param>
    private static void SignAnew(JsonNode intake, TestKeys signer, byte[] by)
    {
        Rewrite(intake, bundle =>
        {
            bundle["epochKey"] = TestKeys.Text(new TestKeys().PublicKey);
            bundle["by"] = TestKeys.Text(by);
        });
        intake["signature"] = TestKeys.Text(signer.SignBytes("casemanager/1 intake", Base64Url.DecodeFromChars((string)intake["bundle"]!)).Signature);
    }

    private static async Task KeyBySomebodyWhoLeftAsync(HostileVisit her)
    {
        var (author, seed) = (Authors.Staff(her.Colleague.Id), RandomNumberGenerator.GetBytes(32));
        await her.Server.ChangeAsync("/api/roster", roster => RosterLies.Append(roster, her.Officer, RosterLies.Revoked(her.Colleague.Id)));

        // Forged once: the page looks twice, and another file at the same place would be a fork.
        var announcement = her.Case.Forger.Frame(
            author, ObjectKinds.Announcement, Forger.Announcement(KeyPairName.C, 1, HybridKey.PublicKeyOf(seed)), (0, new byte[32]), her.CaseKey, her.Leaving);
        var wrap = her.Case.Forger.Wrap(
            author, KeyPairName.C, seed, Recipients.Receipt, her.Hers.PublicKey, generation: 1, receiptKey: her.Hers.PublicKey, signer: her.Leaving);
        await her.Server.ChangeAsync("/api/case", answer =>
        {
            answer.Objects().Add(announcement.DeepClone());
            answer.Wraps().Add(wrap.DeepClone());
        });
    }
}

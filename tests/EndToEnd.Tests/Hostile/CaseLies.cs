using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport.Sealing;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Lies about a case: its keys, and what stands in it.</summary>
public static class CaseLies
{
    private const string NotThisCase = "is not this case as it was sealed";
    private const string LeftOut = "left something of this case out, or changed its order";

    private static readonly string[] messageOnly = [HostileDesk.Message];
    private static readonly string[] nothing = [];

    public static IEnumerable<StaffLie> All =>
    [
        AboutCase("another-cases-wrap", NotThisCase, async (desk, answer) => answer.PutWraps("C", await desk.WrapsAsync(desk.Fresh))),
        AboutCase("case-key-of-its-own", NotThisCase, (desk, answer) => answer.PutWraps("C", OwnKey(desk))),
        AboutCase("wrap-with-another-receipt", NotThisCase, async (desk, answer) =>
        {
            var hers = await desk.HersAsync(desk.Taken);
            answer.PutWraps("C", desk.Taken.Forger.Wrap(
                Authors.Survivor, KeyPairName.C, hers.CaseSeed, Recipients.Epoch(1), desk.EpochKey, receiptKey: new TestKeys().PublicKey));
        }),
        AboutCase("notes-key-nobody-announced", NotThisCase, (desk, answer) => answer.PutWraps("N", desk.Taken.Forger.Wrap(
            Authors.Staff(desk.Worker.Account.Id), KeyPairName.N, RandomNumberGenerator.GetBytes(32), Recipients.Epoch(1), desk.EpochKey))),
        OneObject("notes-key-announced-by-a-stranger", "said to be by Rowan (authenticator)", async (desk, answer) => answer.Objects().Add(desk.Fresh.Forger.Frame(
            Authors.Staff(desk.Colleague.Id),
            ObjectKinds.Announcement,
            Forger.Announcement(KeyPairName.N, 0, new TestKeys().PublicKey),
            (0, new byte[32]),
            await desk.PublicKeyAsync(desk.Fresh)))) with { Page = desk => desk.Fresh.Address, Hidden = nothing },
        OneObject("relabelled-kind", "(kind)", (_, answer) => answer.Last("message")["kind"] = "shown-answer") with { Hidden = messageOnly },
        AboutCase("relabelled-author", LeftOut, (desk, answer) => answer.Last("message")["author"] = Authors.Staff(desk.Colleague.Id)),
        AboutCase("relabelled-key-pair", NotThisCase, (_, answer) => answer.Last("message")["keyPair"] = "N"),
        AboutCase("relabelled-generation", LeftOut, (_, answer) => answer.Last("triage-card")["generation"] = 1),
        AboutCase("relabelled-place", LeftOut, (_, answer) => answer.Last("report")["sequence"] = 3),
        AboutCase("relabelled-case", NotThisCase, (desk, answer) => answer["case"]!["id"] = HexId.Write(desk.Fresh.Id)),
        AboutCase("object-dropped", LeftOut, (_, answer) => answer.Objects().Remove(answer.Last("triage-card"))),
        AboutCase("object-doubled", LeftOut, (_, answer) => answer.Objects().Add(answer.Last("message").DeepClone())),
        AboutCase("objects-reordered", LeftOut, (_, answer) =>
        {
            var card = answer.Last("triage-card");
            answer.Objects().Remove(card);
            answer.Objects().Add(card);
        }),
        OneObject("object-replaced", "said to be by Wren (object)", (_, answer) => answer.Last("message")["file"] = (string)answer.Last("announcement")["file"]!) with { Hidden = messageOnly },
        new("withheld-after-it-was-seen", LeftOut, _ => Task.CompletedTask)
        {
            ActAsync = async desk =>
            {
                await Assertions.Expect(desk.Page.Locator("#case-body")).ToBeVisibleAsync(new() { Timeout = 60_000 });
                await desk.Server.ChangeAsync(desk.Taken.Api, answer => answer.Objects().Remove(answer.Last("note")));
                await desk.Server.AnswerAsync($"{desk.Taken.Api}/objects", 201, new JsonObject { ["stored"] = 1 });
                await desk.Page.FillAsync("#note-text", "Typed and kept.");
                await desk.Page.ClickAsync("#note-form button");
            },
            Hidden = nothing,
            HandsOver = "/objects",
            Typed = ("#note-text", "Typed and kept."),
        },
        AboutCase("classical-recipient", NotThisCase, (_, answer) =>
            answer.Wraps().ChangeFiles(file => CaseAnswers.WithStanza(file, $"-> X25519 {new string('A', 43)}\n{new string('A', 43)}\n"))),
        AboutCase("passphrase-stanza", NotThisCase, (_, answer) =>
            answer.Wraps().ChangeFiles(file => CaseAnswers.WithStanza(file, $"-> scrypt {new string('A', 22)} 18\n{new string('A', 43)}\n"))),
        AboutCase("sixty-fifth-recipient", NotThisCase, (_, answer) => answer.Wraps().ChangeFiles(file => CaseAnswers.WithRecipients(file, 65))),
        AboutCase("key-cut-short", NotThisCase, (_, answer) => answer.Wraps().ChangeFiles(file => file[..^1])),
        OneObject("payload-cut-short", "(damaged)", (_, answer) => new[] { answer.Last("message") }.ChangeFiles(file => file[..^1])) with { Hidden = messageOnly },
        OneObject("report-added-to-a-sealed-case", "(not-assisted)", async (desk, answer) => answer.Objects().Add(desk.Taken.Forger.Frame(
            Authors.Server, "assisted-report", Forger.Message, (0, new byte[32]), await desk.PublicKeyAsync(desk.Taken)))) with { Hidden = nothing },
        OneObject("sealed-case-marked-server-assisted", "(not-assisted)", async (desk, answer) =>
        {
            answer["case"]!["mode"] = "server-assisted";
            answer.Objects().Add(desk.Taken.Forger.Frame(
                Authors.Server, "assisted-report", Forger.Message, (0, new byte[32]), await desk.PublicKeyAsync(desk.Taken)));
        }) with { Hidden = nothing },
        Written("message-in-a-colleagues-name", "said to be by Rowan (authenticator)", desk => Authors.Staff(desk.Colleague.Id)),
        Written("message-in-her-name", "said to be by her (authenticator)", _ => Authors.Survivor),
        Written("message-by-a-stranger", "(unknown-signer)", _ => Authors.Staff(Guid.Parse("0123456789abcdef0123456789abcdef"))),
        new("card-of-another-case", "This card is not what the server says it is", desk => desk.Server.ChangeAsync("/api/staff/cards", answer =>
        {
            var cards = answer["cards"]!.AsArray();
            var (taken, fresh) = (CardOf(cards, desk.Taken), CardOf(cards, desk.Fresh));
            fresh["card"] = taken["card"]!.DeepClone();
        }))
        {
            Page = _ => "/cases?queue=all",
            Where = "tr[data-case] .cm-row__refused",
            Hidden = ["The pictures are old"],
        },
        new("colleague-out-of-nowhere", "names people for this case whom nobody let in", async desk =>
        {
            await desk.Server.ChangeAsync(desk.Taken.Api, answer => answer["case"]!["whole"] = false);
            await desk.Server.ChangeAsync($"{desk.Taken.Api}/keys", answer => answer["staff"]!.AsArray().Add("0123456789abcdef0123456789abcdef"));
        }),
        new("restricted-case-for-the-team", "names people for this case whom nobody let in", async desk =>
        {
            await desk.Server.ChangeAsync(desk.Few.Api, answer => (answer["case"]!["whole"], answer["case"]!["restricted"]) = (false, false));
            await desk.Server.ChangeAsync($"{desk.Few.Api}/keys", answer => answer["restricted"] = false);
        }) { Page = desk => desk.Few.Address, Hidden = ["I came across"] },
        new("restricted-case-for-one-more", "names people for this case whom nobody let in", async desk =>
        {
            await desk.Server.ChangeAsync(desk.Few.Api, answer => answer["case"]!["whole"] = false);
            await desk.Server.ChangeAsync($"{desk.Few.Api}/keys", answer => answer["staff"]!.AsArray().Add(HexId.Write(desk.Colleague.Id)));
        }) { Page = desk => desk.Few.Address, Hidden = ["I came across"] },
        new("key-by-somebody-who-left", "made by somebody who has left. Nothing was written to it", KeyBySomebodyWhoLeftAsync)
        {
            ActAsync = async desk =>
            {
                await Assertions.Expect(desk.Page.Locator("#opening")).ToBeHiddenAsync(new() { Timeout = 60_000 });
                Assert.Equal("", await desk.Page.Locator("#error").TextContentAsync());
                await desk.Page.FillAsync("#message-text", "Typed and kept.");
                await desk.Page.ClickAsync("#message-form button[type=submit]");
            },
            Hidden = nothing,
            HandsOver = "/keys",
            AfterAsync = desk => desk.ForgetHeadAsync(),
            Typed = ("#message-text", "Typed and kept."),
        },
        new("preview-of-another-text", "shows something else than what you would sign", desk => desk.Server.ChangeAsync("/releases/preview", answer =>
        {
            var preview = answer["previews"]![0]!;
            preview["text"] = $"{preview["text"]}{Forger.Text}";
        })) { ActAsync = ShowPreviewAsync, Hidden = nothing },
        new("preview-with-other-links", "shows something else than what you would sign", desk => desk.Server.ChangeAsync("/releases/preview", answer =>
        {
            var link = answer["links"]![0]!;
            link["url"] = "https://t.me/another/1";
            link["key"] = "tg:post:@another:1";
        })) { ActAsync = ShowPreviewAsync, Hidden = nothing },
    ];

    private static Task ShowPreviewAsync(HostileDesk desk) => desk.Page.ClickAsync("#release-form button");

    private static StaffLie AboutCase(string name, string says, Action<HostileDesk, JsonNode> change) =>
        new(name, says, desk => desk.Server.ChangeAsync(desk.Taken.Api, answer => change(desk, answer)));

    private static StaffLie AboutCase(string name, string says, Func<HostileDesk, JsonNode, Task> change) =>
        new(name, says, desk => desk.Server.ChangeAsync(desk.Taken.Api, answer => change(desk, answer)));

    /// <summary>A lie that costs one object: the rest is shown, beside what is said of it.</summary>
    private static StaffLie OneObject(string name, string says, Action<HostileDesk, JsonNode> change) =>
        OneObject(name, says, (desk, answer) =>
        {
            change(desk, answer);
            return Task.CompletedTask;
        });

    private static StaffLie OneObject(string name, string says, Func<HostileDesk, JsonNode, Task> change) =>
        new(name, says, async desk =>
        {
            foreach (var caseFile in new[] { desk.Taken, desk.Fresh })
            {
                await desk.Server.ChangeAsync(caseFile.Api, answer => change(desk, answer));
            }
        })
        { Where = "#refused-list" };

    private static StaffLie Written(string name, string says, Func<HostileDesk, string> author) =>
        OneObject(name, says, async (desk, answer) => answer.Objects().Add(desk.Taken.Forger.Frame(
            author(desk), "message", Forger.Message, answer.EndOf(author(desk)), await desk.PublicKeyAsync(desk.Taken)))) with
        { Hidden = nothing };

    private static JsonObject OwnKey(HostileDesk desk)
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var mac = HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, 32, HexId.Bytes(desk.Taken.Id), "casemanager/1 survivor-mac"u8.ToArray());
        return desk.Taken.Forger.Wrap(Authors.Survivor, KeyPairName.C, seed, Recipients.Epoch(1), desk.EpochKey, mac: mac);
    }

    private static JsonNode CardOf(JsonArray cards, HostileCase caseFile) =>
        cards.Single(card => (string)card!["caseId"]! == HexId.Write(caseFile.Id))!;

    /// <summary>She left, and helps the server: her signature is genuine, and a genuine entry ended her membership.</summary>
    private static async Task KeyBySomebodyWhoLeftAsync(HostileDesk desk)
    {
        var hers = await desk.HersAsync(desk.Taken);
        var first = await desk.PublicKeyAsync(desk.Taken);
        var (author, seed) = (Authors.Staff(desk.Colleague.Id), RandomNumberGenerator.GetBytes(32));
        await desk.Server.ChangeAsync("/api/staff/roster", roster => RosterLies.Append(roster, desk.Officer, RosterLies.Revoked(desk.Colleague.Id)));

        // Forged once: the page looks twice, and another file at the same place would be a fork.
        var announcement = desk.Taken.Forger.Frame(
            author, ObjectKinds.Announcement, Forger.Announcement(KeyPairName.C, 1, HybridKey.PublicKeyOf(seed)), (0, new byte[32]), first, desk.Leaving);
        var wrap = desk.Taken.Forger.Wrap(
            author, KeyPairName.C, seed, Recipients.Epoch(1), desk.EpochKey, generation: 1, receiptKey: hers.PublicKey, signer: desk.Leaving);
        await desk.Server.ChangeAsync(desk.Taken.Api, answer =>
        {
            answer.Objects().Add(announcement.DeepClone());
            answer.Wraps().Add(wrap.DeepClone());
        });

        // The browser makes another key and hands it over; the server drops it.
        await desk.Page.RouteAsync($"**{desk.Taken.Api}/keys", route => route.Request.Method == "PUT"
            ? route.FulfillAsync(new() { Status = 204 })
            : route.ContinueAsync());
    }
}

using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Api;

/// <summary>At every door an object comes in by, what is no file of ours is refused, and with it all that came along.</summary>
public sealed class RefusedObjectsTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, Func<byte[], byte[]>> Files => new()
    {
        { "garbage", "not-an-age-file", _ => new byte[6000] },
        { "nothing", "not-an-age-file", _ => [] },
        { "an armored file", "not-an-age-file", file => Encoding.ASCII.GetBytes($"-----BEGIN AGE ENCRYPTED FILE-----\n{Convert.ToBase64String(file)}\n-----END AGE ENCRYPTED FILE-----\n") },
        { "a file cut within its header", "not-an-age-file", file => file[..1000] },
        { "a file cut short", "truncated", file => file[..^1] },
        { "a header alone", "truncated", file => file[..1659] },
        { "a classical stanza", "foreign-stanza", file => Replaced(file, "-> mlkem768x25519", "-> X25519") },
        { "a passphrase stanza", "foreign-stanza", file => Replaced(file, "-> mlkem768x25519", "-> scrypt") },
        { "a classical stanza beside ours", "foreign-stanza", file => Replaced(file, "\n--- ", $"\n-> X25519 {new string('A', 43)}\n{new string('A', 43)}\n--- ") },
        { "no recipient", "recipients", file => [.. "age-encryption.org/v1\n"u8, .. file[IndexOf(file, "--- ")..]] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Object_ThatIsNoFileOfOurs_IsRefusedAtEveryDoor(string what, string code, Func<byte[], byte[]> spoil)
    {
        var (her, opened) = await team.TakenUpAsync(Cancel, ConsentPurposes.SendLinks);
        var before = await StandingAsync(her);
        var consent = $"/api/case/consents/{ConsentPurposes.Statistics}";
        var given = $"/api/case/consents/{ConsentPurposes.SendLinks}";

        var answers = new[]
        {
            await team.PublicApi.PostWithReceiptAsync("/api/case/objects", Spoiled(Again(her, ObjectKinds.Message), spoil), her.Receipt, Cancel),
            await team.PublicApi.PutAsync(consent, Spoiled(Again(her, ObjectKinds.Consent), spoil), her.Receipt, Cancel),
            await team.PublicApi.DeleteAsync(given, Spoiled(Again(her, ObjectKinds.Consent), spoil), her.Receipt, Cancel),
            await opened.PostAsync("objects", Spoiled(opened.Next(KeyPairName.N, ObjectKinds.Note), spoil), Cancel),
            await opened.PostAsync("close", Spoiled(opened.Next(KeyPairName.N, ObjectKinds.Outcome), spoil), Cancel),
        };

        Assert.All(answers, answer => Assert.Equal((what, 400, code), (what, answer.Status, answer.Code)));
        Assert.Equal(before, await StandingAsync(her));
    }

    [Fact]
    public async Task Post_WithoutASizeAndWithoutAnEnd_IsRefusedOnceItIsTooLong()
    {
        using var http = team.App.PublicClient();
        using var endless = new EndlessContent();

        using var answer = await http.PostAsync(new Uri("/api/reports", UriKind.Relative), endless, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("too-large", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"]);
    }

    [Fact]
    public async Task Objects_SecondOfTwoIsNoFileOfOurs_LeavesTheFirstOutToo()
    {
        var her = await team.ReportAsync(Cancel);
        var before = await StandingAsync(her);
        var body = new JsonObject { ["objects"] = new JsonArray(her.Next(ObjectKinds.Message, "first"), her.Next(ObjectKinds.Message, "second")) };
        body["objects"]![1]!["file"] = Base64Url.EncodeToString(new byte[6000]);

        var answer = await team.PublicApi.PostWithReceiptAsync("/api/case/objects", body, her.Receipt, Cancel);

        Assert.Equal((400, "not-an-age-file"), (answer.Status, answer.Code));
        Assert.Equal(before, await StandingAsync(her));
    }

    /// <summary>How much is stored of a case: objects, facts and consents that stand.</summary>
    private async Task<(int Objects, int Facts, int Consents)> StandingAsync(SurvivorBrowser her)
    {
        await using var database = team.Database.Open();
        return (
            await database.Set<SealedObject>().CountAsync(stored => stored.CaseId == her.CaseId, Cancel),
            await database.Set<AuditEvent>().CountAsync(fact => fact.ChainId == her.CaseId, Cancel),
            await database.Set<Consent>().CountAsync(consent => consent.CaseId == her.CaseId && consent.WithdrawnAt == null, Cancel));
    }

    /// <summary>An object for the same place in her chain, since the one before was refused.</summary>
    private static JsonObject Again(SurvivorBrowser her, string kind)
    {
        var head = her.Head;
        var next = her.Next(kind, "x");
        her.Head = head;
        return next;
    }

    private static JsonObject Spoiled(JsonObject stored, Func<byte[], byte[]> spoil)
    {
        stored["file"] = Base64Url.EncodeToString(spoil(Base64Url.DecodeFromChars((string)stored["file"]!)));
        return new JsonObject { ["objects"] = new JsonArray(stored) };
    }

    private static byte[] Replaced(byte[] file, string from, string to) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace(from, to, StringComparison.Ordinal));

    private static int IndexOf(byte[] file, string text) => Encoding.Latin1.GetString(file).IndexOf(text, StringComparison.Ordinal);

    /// <summary>Says no size, and never ends by itself.</summary>
    private sealed class EndlessContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[64 * 1024];
            while (true)
            {
                await stream.WriteAsync(chunk, Cancel);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>Seals what came in to the case's key of staff, which the survivor's receipt does not open. The server cannot open it again.</summary>
public sealed class SealAnswer(CaseManagerDbContext database, StoreObjects store, TimeProvider time)
{
    // What fits under the seal of an answer with its padding: 64 KiB.
    private const int LongestBody = 54_000;
    private const int LongestText = 59_000;

    // The bytes go under a seal, never into a page.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Inside the caller's transaction.</summary>
    /// <param name="text">Its words; what is longer than an answer may be is cut, and says so.</param>
    /// <returns>The sealed object; <see langword="null"/> where the case has no key of staff (any more).</returns>
    public async Task<Guid?> RunAsync(Guid caseId, Guid noticeId, string text, DateTimeOffset receivedAt, CancellationToken cancel)
    {
        var key = await database.Set<CaseKeyPair>().AsNoTracking()
            .Where(pair => pair.CaseId == caseId && pair.KeyPair == KeyPairName.N)
            .OrderByDescending(pair => pair.Generation)
            .FirstOrDefaultAsync(cancel);
        if (key is null)
        {
            return null;
        }

        var head = await store.HeadAsync(caseId, Authors.Server, KeyPairName.N, cancel);
        var header = new FrameHeader
        {
            InstanceId = await database.Set<Instance>().Select(instance => instance.InstanceId).SingleAsync(cancel),
            CaseId = caseId,
            KeyPair = KeyPairName.N,
            Generation = key.Generation,
            ObjectId = RandomId.New(),
            Kind = ObjectKinds.Answer,
            Author = Authors.Server,
            Sequence = head.Sequence + 1,
            Previous = head.Hash,
        };
        var file = AgeWriter.Seal(FrameWriter.Write(header, Body(noticeId, text, receivedAt)), key.PublicKey);
        var answer = new NewObject(
            header.ObjectId, header.KeyPair, header.Generation, header.Kind, header.Author, header.Sequence, header.Previous, file, Recipient: null);
        await store.RunAsync(caseId, Authors.Server, [answer], replaceWraps: false, cancel);
        return header.ObjectId;
    }

    private byte[] Body(Guid noticeId, string text, DateTimeOffset receivedAt)
    {
        var at = time.GetUtcNow().RoundedToMicroseconds();
        for (var length = Math.Min(text.Length, LongestText); ; length = length * 9 / 10)
        {
            var words = length == text.Length ? text : $"{Start(text, length)}\n[…]";
            var body = JsonSerializer.SerializeToUtf8Bytes(
                new { V = 1, NoticeId = HexId.Write(noticeId), Text = words, ReceivedAt = receivedAt.RoundedToMicroseconds().UtcDateTime, At = at.UtcDateTime }, Json);
            if (body.Length <= LongestBody)
            {
                return body;
            }
        }
    }

    // Half of a character outside the basic plane would not be text.
    private static string Start(string text, int length) =>
        length > 0 && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
}

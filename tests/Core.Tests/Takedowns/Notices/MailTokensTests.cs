using System.Runtime.CompilerServices;
using System.Text.Json;
using CaseManager.Core.Takedowns.Notices;
using CsCheck;

namespace CaseManager.Core.Tests.Takedowns.Notices;

public sealed class MailTokensTests
{
    private static readonly MailKey Old = new(1, [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly MailKey Current = new(2, [.. Enumerable.Range(100, 32).Select(i => (byte)i)]);
    private static readonly MailTokens Tokens = new("mail.support.example", Current, Old);

    [Fact]
    public void Marks_AnyNotice_AreReadBack() =>
        Gen.Select(Gen.Guid, Gen.Int[0, 9999]).Sample((notice, sequence) =>
        {
            Assert.True(Tokens.TryReadMessageId($"<{Tokens.MessageId(notice, sequence)}>", out var byId, out var number));
            Assert.True(Tokens.TryReadAddress(Tokens.ReplyAddress(notice), out var byReply));
            Assert.True(Tokens.TryReadAddress(Tokens.BounceAddress(notice).ToUpperInvariant(), out var byBounce));
            Assert.Equal((notice, sequence, notice, notice), (byId, number, byReply, byBounce));
        });

    [Fact]
    public void Marks_OneNotice_HaveTheirWrittenForm()
    {
        Assert.Matches(@"^n2\.0f1e2d3c4b5a69788796a5b4c3d2e1f0\.0\.[a-z2-7]{26}@mail\.support\.example$", Tokens.MessageId(NoticeExamples.NoticeId, 0));
        Assert.Matches(@"^t2\.0f1e2d3c4b5a69788796a5b4c3d2e1f0\.[a-z2-7]{26}@mail\.support\.example$", Tokens.ThreadId(NoticeExamples.NoticeId));
        Assert.Matches(@"^takedown\+[a-z2-7]{42}@mail\.support\.example$", Tokens.ReplyAddress(NoticeExamples.NoticeId));
        Assert.True(Tokens.ReplyAddress(NoticeExamples.NoticeId).IndexOf('@', StringComparison.Ordinal) <= 64);
    }

    [Fact]
    public void Marks_Vectors_AreThoseOfTheSecondImplementation()
    {
        var vectors = JsonSerializer.Deserialize<List<MailMarks>>(File.ReadAllText(Path.Combine(TestsFolder(), "../../../vectors/mail-marks.json")), JsonSerializerOptions.Web)!;

        Assert.NotEmpty(vectors);
        Assert.All(vectors, vector =>
        {
            var tokens = new MailTokens(vector.Domain, new MailKey(vector.KeyId, Convert.FromHexString(vector.Key)));
            var (notice, request) = (Guid.ParseExact(vector.NoticeId, "N"), Guid.ParseExact(vector.RequestId, "N"));
            Assert.Equal(
                (vector.MessageId, vector.ThreadId, vector.ReplyAddress, vector.BounceAddress, vector.HumanCode),
                (tokens.MessageId(notice, vector.Sequence), tokens.ThreadId(request), tokens.ReplyAddress(notice), tokens.BounceAddress(notice), tokens.HumanCode(notice)));
        });
    }

    [Fact]
    public void TryRead_MarkOfAnOlderKey_IsReadUntilTheKeyIsDropped()
    {
        var before = new MailTokens("mail.support.example", Old);
        var after = new MailTokens("mail.support.example", Current);

        Assert.True(Tokens.TryReadMessageId(before.MessageId(NoticeExamples.NoticeId, 0), out _, out _));
        Assert.True(Tokens.TryReadAddress(before.ReplyAddress(NoticeExamples.NoticeId), out _));
        Assert.False(after.TryReadMessageId(before.MessageId(NoticeExamples.NoticeId, 0), out _, out _));
        Assert.False(after.TryReadAddress(before.ReplyAddress(NoticeExamples.NoticeId), out _));
    }

    [Fact]
    public void TryRead_AnyCharacterChanged_IsRefused()
    {
        var messageId = Tokens.MessageId(NoticeExamples.NoticeId, 0);
        var reply = Tokens.ReplyAddress(NoticeExamples.NoticeId);

        Assert.All(Changed(messageId), changed => Assert.False(Tokens.TryReadMessageId(changed, out _, out _)));
        Assert.All(Changed(reply), changed => Assert.False(Tokens.TryReadAddress(changed, out _)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("n.x.y.z@mail.support.example")]
    [InlineData("<n2@mail.support.example>")]
    [InlineData("takedown+@mail.support.example")]
    [InlineData("takedown@mail.support.example")]
    [InlineData("other+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@mail.support.example")]
    public void TryRead_AnotherText_IsRefused(string text)
    {
        Assert.False(Tokens.TryReadMessageId(text, out _, out _));
        Assert.False(Tokens.TryReadAddress(text, out _));
    }

    private static IEnumerable<string> Changed(string text) =>
        Enumerable.Range(0, text.Length).Select(i => string.Concat(text.AsSpan(0, i), text[i] == '5' ? "6" : "5", text.AsSpan(i + 1)));

    private static string TestsFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed record MailMarks(
        int KeyId, string Key, string Domain, string NoticeId, string RequestId, int Sequence,
        string MessageId, string ThreadId, string ReplyAddress, string BounceAddress, string HumanCode);
}

using System.Security.Cryptography;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>Makes of a mail's bytes what can be taken in: read, classified, and what our own server says of its sender. In memory only.</summary>
public sealed class InterpretMail(MailTokens tokens, ReadDirectory readDirectory, IOptions<InboxOptions> options)
{
    /// <param name="raw">The mail as it lies in the mailbox.</param>
    public async Task<InboundMail> RunAsync(byte[] raw, MailPlace place, DateTimeOffset receivedAt, CancellationToken cancel)
    {
        var read = MailReader.Read(raw, ReadingLimits.Default with { RawBytes = (int)options.Value.LargestMail });
        var said = AnswerClassifier.Default.Classify(read, PlatformOf(read.FromDomain, (await readDirectory.RunAsync(cancel)).Platforms));
        var isOurs = said.Kind == MailKinds.Loop && read.MessageId is { } id && tokens.TryReadMessageId(id, out _, out _);
        return new InboundMail
        {
            Place = place,
            RawHash = SHA256.HashData(raw),
            ReceivedAt = receivedAt,
            Kind = said.Kind == MailKinds.Loop && !isOurs ? MailKinds.Answer : said.Kind,
            Class = said.Class,
            Rule = said.Rule,
            MayMove = said.MayMove,
            Ticket = said.Ticket,
            IsBadAddress = read.Bounce?.Recipients.Any(one => one.Status is { SaysBadAddress: true }) == true,
            GaveUp = read.Bounce?.Recipients.Any(one => one.Action == "failed") == true,
            Bounced = [.. (read.Bounce?.Recipients ?? []).SelectMany(one => new[] { one.FinalRecipient, one.OriginalRecipient }).OfType<string>().Distinct()],
            Recipients = read.Recipients,
            RefersTo = [.. read.InReplyTo, .. read.References, .. read.Bounce?.OriginalMessageId is { } original ? [original] : (string[])[], .. read.EnclosedIds],
            MessageId = read.MessageId,
            From = string.Join(", ", read.From),
            FromDomain = read.FromDomain ?? "",
            Sender = SenderOf(read),
            Subject = read.Subject,
            Text = read.Text,
            Unread = read.Problem,
        };
    }

    // Anybody can write such a header: the first one of our own server counts, which it put above all that came with the mail.
    private SenderVerdict SenderOf(ReadMail read)
    {
        var server = options.Value.AuthenticationServer.ToLowerInvariant();
        return server.Length == 0 ? SenderVerdict.Unknown
            : read.AuthenticationResults.Select(SenderChecks.Read).FirstOrDefault(checks => checks.Server == server)?.VerdictFor(read.FromDomain) ?? SenderVerdict.Unknown;
    }

    private static string? PlatformOf(string? domain, PlatformDirectory platforms)
    {
        if (domain is null || RegistrableHosts.Of(domain) is not { Length: > 0 } sender)
        {
            return null;
        }

        return platforms.All.FirstOrDefault(platform => platform.HostPatterns.Any(
            pattern => RegistrableHosts.Of(pattern.Replace("*.", "", StringComparison.Ordinal)) == sender))?.Id;
    }
}

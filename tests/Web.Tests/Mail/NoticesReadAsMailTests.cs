using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.TestSupport.Imap;
using CaseManager.Web.Commands;
using CaseManager.Web.Mail;
using MailKit;
using MailKit.Search;

namespace CaseManager.Web.Tests.Mail;

/// <summary>Every notice in every language, delivered into a mailbox of another program, which decodes it and finds in it what it must say.</summary>
public sealed class NoticesReadAsMailTests
{
    private static readonly NoticeLink[] Links =
    [
        new("web:images.example/view?id=1&page=%E4%BE%8B", "https://images.example/view?id=1&page=%E4%BE%8B", null),
        new("web:cdn.images.example/2", "https://cdn.images.example/2", null),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryNotice_ReadByAnotherProgram_SaysEveryElementAndLeadsBackToUs()
    {
        await using var dovecot = await Dovecot.StartAsync(Cancel);
        var written = Written().ToList();
        foreach (var (notice, message) in written)
        {
            await dovecot.DeliverAsync(message.Bytes, DateTimeOffset.UnixEpoch.AddYears(56), Cancel);
        }

        using var client = await dovecot.OpenAsync(Cancel);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancel);
        foreach (var (notice, message) in written)
        {
            var found = await client.Inbox.SearchAsync(SearchQuery.HeaderContains("Message-Id", message.MessageId), Cancel);
            Assert.Single(found);
            foreach (var words in Expected(notice))
            {
                Assert.True(
                    (await client.Inbox.SearchAsync(SearchQuery.Uids(found).And(SearchQuery.BodyContains(words)), Cancel)).Count == 1,
                    $"{notice.Template} does not say: {words}");
            }

            Assert.Single(await client.Inbox.SearchAsync(SearchQuery.Uids(found).And(SearchQuery.SubjectContains(notice.Mail!.Subject)), Cancel));
            Assert.Single(await client.Inbox.SearchAsync(SearchQuery.Uids(found).And(SearchQuery.HeaderContains("Reply-To", notice.Mail.ReplyTo)), Cancel));
            Assert.Single(await client.Inbox.SearchAsync(SearchQuery.Uids(found).And(SearchQuery.FromContains(notice.Mail.Mailbox)), Cancel));
        }
    }

    private static IEnumerable<(RenderedNotice Notice, NoticeMessage Message)> Written() =>
        from id in NoticeTemplates.RegimeIds
        let regime = RegimeDirectory.Seed.Find(id)!
        where !regime.DraftOnly
        from language in NoticeTemplates.LanguagesOf(id)
        let noticeId = CaseManager.Core.RandomId.New()
        let notice = NoticeRenderer.Render(new NoticeInputs
        {
            NoticeId = noticeId,
            Regime = regime,
            Language = language,
            Organisation = ExampleOrganisation.Notifier with { Name = "Hilfe für Überlebende 例 e. V." },
            Recipient = NoticeRecipient.For(new TypedContact
            {
                Id = Guid.Empty,
                Host = "images.example",
                Address = "abuse@images.example",
                Source = "its imprint",
                AddedBy = Guid.Empty,
                AddedAt = DateTimeOffset.UnixEpoch,
            }),
            Links = Links,
            Tokens = ExampleOrganisation.Tokens,
            HasAuthority = true,
            IsOwnWork = true,
        })

        // What keeps a language from leaving is that nobody reviewed it, not that it could not be read.
        let readable = notice with { Refused = [.. notice.Refused.Except([RenderedNotice.NotReviewed, RenderedNotice.LanguageNotAsked])] }
        select (readable, NoticeMessage.Build(readable, ExampleOrganisation.Tokens, noticeId, DateTimeOffset.UnixEpoch.AddYears(56)));

    /// <summary>Each line of the text that says something: a person at an abuse desk sees these and nothing else.</summary>
    private static IEnumerable<string> Expected(RenderedNotice notice) =>
        notice.Mail!.Body.Split('\n').Where(line => line.Trim().Length > 0).Distinct();
}

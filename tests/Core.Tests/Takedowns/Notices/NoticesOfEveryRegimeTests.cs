using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Core.Tests.Takedowns.Notices;

/// <summary>Each template as an abuse desk reads it, and each element a regime asks for, checked against words that stand here and not in the template.</summary>
public sealed class NoticesOfEveryRegimeTests
{
    private static readonly NoticeLink[] HostLinks =
    [
        new("web:images.example/view?id=1", "https://images.example/view?id=1", null),
        new("web:cdn.images.example/2", "https://cdn.images.example/2", null),
    ];

    private static readonly Dictionary<string, Dictionary<string, string[]>> Elements = new()
    {
        ["us-tida"] = new()
        {
            ["form"] = ["request in writing"],
            ["signature"] = ["Signed electronically for Example Support Organisation: Takedown desk"],
            ["locate"] = ["1. https://images.example/view?id=1", "2. https://cdn.images.example/2"],
            ["good_faith"] = ["good faith belief", "without the consent of the person depicted"],
            ["contact"] = ["notices@support.example", "gave us authority"],
        },
        ["us-dmca-512c"] = new()
        {
            ["signature"] = ["Signed electronically"],
            ["work"] = ["owns the copyright"],
            ["material"] = ["https://images.example/view?id=1"],
            ["contact"] = ["1 Example Street", "+1 555 0100", "notices@support.example"],
            ["good_faith"] = ["not authorised by the copyright owner, its agent, or the law"],
            ["perjury"] = ["under penalty of perjury", "authorised to act on behalf of the owner"],
        },
        ["eu-dsa-16"] = new()
        {
            ["reasons"] = ["illegal content", "did not consent"],
            ["location"] = ["https://images.example/view?id=1", "https://cdn.images.example/2"],
            ["notifier"] = ["Name: Example Support Organisation", "E-mail: notices@support.example"],
            ["bona_fide"] = ["bona fide belief that the information and allegations in this notice are accurate and complete"],
        },
        ["eu-gdpr-17"] = new()
        {
            ["who"] = ["data subject is the person depicted"],
            ["what"] = ["https://images.example/view?id=1"],
            ["ground"] = ["Art. 17(1)(d)", "Art. 9(1)"],
            ["mandate"] = ["gave us authority"],
        },
        ["uk-osa-10-3a"] = new()
        {
            ["declaration"] = ["declare that intimate image content is present"],
            ["capacity"] = ["on behalf of the person shown"],
            ["identify"] = ["https://images.example/view?id=1"],
            ["contact"] = ["notices@support.example"],
        },
        ["in-itrules-3-2-b"] = new()
        {
            ["complaint"] = ["on behalf of the individual"],
            ["content"] = ["https://images.example/view?id=1"],
            ["nature"] = ["prima facie"],
        },
        ["kr-tba-22-5"] = new()
        {
            ["requester"] = ["Example Support Organisation"],
            ["location"] = ["https://images.example/view?id=1"],
            ["reason"] = ["illegally filmed material"],
            ["agent"] = ["gave us authority"],
        },
        ["kr-network-44-2"] = new()
        {
            ["form"] = ["request for deletion, or temporary blocking"],
            ["identity"] = ["makes this request through us", "Proof of identity"],
            ["prima_facie"] = ["invades privacy"],
            ["location"] = ["https://images.example/view?id=1"],
            ["poa"] = ["gave us authority"],
        },
        ["jp-ipdp"] = new()
        {
            ["claimant"] = ["person whose right is infringed"],
            ["location"] = ["https://images.example/view?id=1"],
            ["right"] = ["privacy, honour"],
            ["channel"] = ["electronic intake"],
        },
        ["jp-private-sexual-images"] = new()
        {
            ["claimant"] = ["person photographed"],
            ["image"] = ["https://images.example/view?id=1"],
            ["request"] = ["prevent the transmission"],
        },
        ["cn-civil-1195"] = new()
        {
            ["prima_facie"] = ["preliminary evidence", "arts. 1032 and 1033"],
            ["identity"] = ["agent of the right holder", "real identity is known to the agent"],
            ["location"] = ["https://images.example/view?id=1"],
        },
        ["cn-pipl-47"] = new()
        {
            ["requester"] = ["agent who holds a mandate"],
            ["data"] = ["https://images.example/view?id=1"],
            ["ground"] = ["art. 28", "art. 47(1)(4)"],
        },
        ["br-mci-21"] = new()
        {
            ["sender"] = ["representative of a participant"],
            ["identify"] = ["https://images.example/view?id=1"],
            ["standing"] = ["participant shown in the material"],
        },
    };

    public static TheoryData<string, string> Templates() =>
        [.. from regime in NoticeTemplates.RegimeIds from language in NoticeTemplates.LanguagesOf(regime) select (regime, language)];

    public static TheoryData<string> Regimes() => [.. Elements.Keys];

    public static TheoryData<string> Sendable() => [.. Elements.Keys.Where(id => !Regime(id).DraftOnly)];

    public static TheoryData<string, string> SendableTemplates() =>
        [.. from regime in NoticeTemplates.RegimeIds where !Regime(regime).DraftOnly from language in NoticeTemplates.LanguagesOf(regime) select (regime, language)];

    public static TheoryData<string, string> OtherLanguages() =>
        [.. from regime in NoticeTemplates.RegimeIds from language in NoticeTemplates.LanguagesOf(regime) where language != "en" select (regime, language)];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Render_ByMailOrAsDraft_ReadsAsReviewed(string regime, string language) =>
        GoldenFile.Check($"{regime}.{language}.{(Regime(regime).DraftOnly ? "draft" : "host.mail")}.txt", ByMail(regime, language).Text);

    [Theory]
    [MemberData(nameof(SendableTemplates))]
    public void Render_IntoAForm_ReadsAsReviewed(string regime, string language)
    {
        GoldenFile.Check($"{regime}.{language}.host.form.txt", IntoForm(regime, language).Text);
    }

    [Fact]
    public void EveryRegimeUnderWhichSomethingGoesToAPlatform_HasEnglish() =>
        Assert.Equal(
            RegimeDirectory.Seed.All.Where(regime => regime.ChannelUse is not null || regime.DraftOnly).Select(regime => regime.Id).Order(),
            Elements.Keys.Where(id => NoticeTemplates.Has(id, "en")).Order());

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Render_English_HoldsEveryElementTheRegimeAsksFor(string id)
    {
        var notice = ByMail(id, "en");

        Assert.Equal(Regime(id).NoticeElements.Where(element => element.Required).Select(element => element.Id).Except(Elements[id].Keys), []);
        Assert.All(Elements[id], element => Assert.All(element.Value, words => Assert.Contains(words, notice.Text, StringComparison.OrdinalIgnoreCase)));
        Assert.Empty(notice.Missing);
    }

    [Theory]
    [MemberData(nameof(Sendable))]
    public void Render_EnglishIntoAForm_HoldsEveryElementTheRegimeAsksFor(string id)
    {
        var notice = IntoForm(id, "en");

        Assert.All(Elements[id], element => Assert.All(element.Value, words => Assert.Contains(
            words.TrimStart('1', '2', '.', ' '), notice.Text, StringComparison.OrdinalIgnoreCase)));
        Assert.True(notice.MayLeave);
    }

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Render_WithoutAuthority_LeavesOnlyWhereTheOrganisationMaySendInItsOwnName(string id)
    {
        var notice = NoticeRenderer.Render(Inputs(id, "en", Recipient(id)) with { HasAuthority = false });

        Assert.Equal(id == "eu-dsa-16", notice.MayLeave);
        Assert.Equal(!Regime(id).Sender.AnyEntity && !Regime(id).DraftOnly, notice.Missing.Any(element => element.Id == RenderedNotice.Authority));
    }

    /// <summary>Most pictures were taken by somebody else: then this law is not hers to use.</summary>
    [Fact]
    public void Render_NobodyVouchesThatTheWorkIsHers_LacksTheWork()
    {
        var notice = NoticeRenderer.Render(Inputs("us-dmca-512c", "en", Recipient("us-dmca-512c")) with { IsOwnWork = false });

        Assert.Equal(["work"], notice.Missing.Select(element => element.Id));
    }

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Render_WithoutASignatory_LeavesNothingThatMustBeSigned(string id)
    {
        var inputs = Inputs(id, "en", Recipient(id));
        var notice = NoticeRenderer.Render(inputs with { Organisation = inputs.Organisation with { Signatory = "" } });

        Assert.Equal(id is "us-tida" or "us-dmca-512c", notice.Missing.Any(element => element.Id == "signature"));
    }

    [Theory]
    [InlineData("us-tida", "form")]
    [InlineData("kr-network-44-2", "form")]
    [InlineData("kr-network-44-2", "identity")]
    [InlineData("cn-civil-1195", "identity")]
    public void Render_ByARouteTheLawDoesNotName_MarksTheElementAsUnconfirmed(string id, string element) =>
        Assert.Contains(element, ByMail(id, "en").Unconfirmed.Select(one => one.Id));

    [Fact]
    public void Render_IntoTheFormAPlatformPublishesForTheAct_NothingIsUnconfirmed()
    {
        var x = PlatformDirectory.Seed.Find("x")!;
        var regime = Regime("us-tida");
        var recipient = NoticeRecipient.For(x, x.ChannelsFor(regime)[0]);

        Assert.Empty(NoticeRenderer.Render(Inputs("us-tida", "en", recipient) with
        {
            Links = [new NoticeLink("web:x.com/i/status/1", "https://x.com/i/status/1", "x")],
        }).Unconfirmed);
    }

    [Theory]
    [InlineData("jp-ipdp")]
    [InlineData("jp-private-sexual-images")]
    public void Render_ForJapan_IsADraftThatNeverLeaves(string id)
    {
        var notice = ByMail(id, "en");

        Assert.Null(notice.Mail);
        Assert.Empty(notice.Fields);
        Assert.Equal([RenderedNotice.DraftOnly], notice.Refused);
    }

    [Fact]
    public void Render_FormThatAsksWhoIsDepicted_LeavesThatToWhoeverSubmitsIt()
    {
        var discord = PlatformDirectory.Seed.Find("discord")!;
        var recipient = NoticeRecipient.For(discord, discord.ChannelsFor(Regime("us-tida")).First(channel => channel.Route is ChannelRoute.Form));

        var notice = NoticeRenderer.Render(Inputs("us-tida", "en", recipient) with
        {
            Links = [new NoticeLink("web:discord.com/channels/1/2/3", "https://discord.com/channels/1/2/3", "discord")],
        });

        Assert.Equal((true, ""), notice.Fields.Where(field => field.Id == "depicted_person").Select(field => (field.ByHand, field.Value)).Single());
        Assert.True(notice.MayLeave);
    }

    [Theory]
    [MemberData(nameof(OtherLanguages))]
    public void Render_InAnotherLanguage_LeavesOnlyReviewedAndWhereTheRecordAsksForIt(string regime, string language)
    {
        Assert.Equal([RenderedNotice.NotReviewed, RenderedNotice.LanguageNotAsked], ByMail(regime, language).Refused);
    }

    private static Regime Regime(string id) => RegimeDirectory.Seed.Find(id)!;

    private static RenderedNotice ByMail(string regime, string language) => NoticeRenderer.Render(Inputs(regime, language, Recipient(regime)));

    private static RenderedNotice IntoForm(string regime, string language) =>
        NoticeRenderer.Render(Inputs(regime, language, NoticeExamples.Contact() with { Route = Core.Takedowns.NoticeRoute.Form, Fields = NoticeExamples.Telegram(ChannelRoute.Form).Fields }));

    private static NoticeRecipient Recipient(string regime) =>
        Regime(regime).DraftOnly ? NoticeExamples.Contact() with { Route = Core.Takedowns.NoticeRoute.Draft } : NoticeExamples.Contact();

    private static NoticeInputs Inputs(string regime, string language, NoticeRecipient recipient) => NoticeExamples.Inputs(recipient, HostLinks) with
    {
        Regime = Regime(regime),
        Language = language,
        HasAuthority = true,
        IsOwnWork = true,
    };
}

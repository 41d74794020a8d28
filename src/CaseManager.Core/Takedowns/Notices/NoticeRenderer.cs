using CaseManager.Core.Platforms;
using Fluid;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>Writes a notice from its template. Pure: equal inputs give equal bytes.</summary>
public static class NoticeRenderer
{
    /// <summary>An unknown placeholder or filter stops the rendering instead of leaving a hole.</summary>
    private static readonly TemplateOptions Options = new()
    {
        StrictVariables = true,
        StrictFilters = true,
        MaxSteps = 100_000,
        CultureInfo = System.Globalization.CultureInfo.InvariantCulture,
    };

    /// <exception cref="InvalidOperationException">There is no template for this regime and language.</exception>
    /// <exception cref="FluidException">The template names a placeholder or filter that does not exist.</exception>
    public static RenderedNotice Render(NoticeInputs inputs)
    {
        var name = inputs.FollowUp?.Template ?? inputs.Regime.Id;
        var template = NoticeTemplates.Find(name, inputs.Language)
            ?? throw new InvalidOperationException($"There is no template for {name} in {inputs.Language}.");
        return Render(inputs, template);
    }

    internal static RenderedNotice Render(NoticeInputs inputs, NoticeTemplate template)
    {
        var context = Context(inputs);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in template.Parts.Where(part => part.Kind is NoticePartKind.Element or NoticePartKind.Text))
        {
            texts[part.Id] = Write(part, context);
            context.SetValue(part.Id, texts[part.Id]);
        }

        var notice = inputs.Recipient.Route switch
        {
            NoticeRoute.Draft => Draft(inputs, template, context),
            NoticeRoute.Mail => Mail(inputs, template, context),
            NoticeRoute.Form or NoticeRoute.InApp => Form(inputs, template, context),
        };
        return notice with
        {
            Missing = [.. MissingElements(inputs, template, texts, notice), .. notice.Missing, .. MissingAuthority(inputs)],
            Unconfirmed = [.. Unconfirmed(template, context)],
            Refused = [.. NoticeContent.Check(inputs, notice.Text), .. Refusals(inputs, template)],
        };
    }

    private static RenderedNotice Mail(NoticeInputs inputs, NoticeTemplate template, TemplateContext context) => Empty(inputs, template) with
    {
        Mail = new NoticeMail(
            inputs.Organisation.Name,
            inputs.Organisation.Mailbox,
            inputs.Recipient.Address,
            inputs.Tokens.ReplyAddress(inputs.NoticeId),
            Write(template.Part(NoticePartKind.Subject), context),
            Write(template.Part(NoticePartKind.Mail), context)),
    };

    private static RenderedNotice Draft(NoticeInputs inputs, NoticeTemplate template, TemplateContext context) => Empty(inputs, template) with
    {
        Draft = $"{Write(template.Part(NoticePartKind.Subject), context)}\n\n{Write(template.Part(NoticePartKind.Mail), context)}\n",
    };

    private static RenderedNotice Form(NoticeInputs inputs, NoticeTemplate template, TemplateContext context)
    {
        var fields = inputs.Recipient.Fields
            .Select(field => (field, part: template.Parts.FirstOrDefault(part => part.Kind is NoticePartKind.Field && part.Id == field.Id)))
            .Select(pair => new NoticeField(pair.field.Id, pair.field.Label, pair.part is null || pair.field.ByHand ? "" : Write(pair.part, context), pair.field.ByHand))
            .ToList();
        if (inputs.Recipient.IdentityRequired.Length > 0 && !fields.Exists(field => field.Id == ChannelField.DepictedPerson))
        {
            fields.Add(new NoticeField(ChannelField.DepictedPerson, inputs.Recipient.IdentityRequired, "", ByHand: true));
        }

        return Empty(inputs, template) with
        {
            Fields = fields,
            Missing = [.. fields.Where(field => field is { ByHand: false, Value.Length: 0 }).Select(field => new MissingElement($"field:{field.Id}", field.Label))],
        };
    }

    private static RenderedNotice Empty(NoticeInputs inputs, NoticeTemplate template) => new()
    {
        NoticeId = inputs.NoticeId,
        Recipient = inputs.Recipient,
        Thread = inputs.Thread,
        Template = inputs.FollowUp is null ? template.Id : $"{inputs.Regime.Id}/{template.Id}",
        Missing = [],
        Refused = [],
    };

    private static IEnumerable<MissingElement> MissingElements(
        NoticeInputs inputs, NoticeTemplate template, Dictionary<string, string> texts, RenderedNotice notice) =>
        from element in inputs.FollowUp is null ? inputs.Regime.NoticeElements : OwnElements(template)
        where element.Required
        where !texts.TryGetValue(element.Id, out var text) || text.Length == 0 || !Shows(notice, template, element, text)
        select new MissingElement(element.Id, element.Text);

    // What follows a notice makes no claim of its own: only what it is made of has to be there.
    private static IReadOnlyList<NoticeElement> OwnElements(NoticeTemplate template) =>
        [.. template.Elements.Select(id => new NoticeElement { Id = id, Required = true, Text = id })];

    // A mail shows an element word for word; a form may also spread it over fields of its own.
    private static bool Shows(RenderedNotice notice, NoticeTemplate template, NoticeElement element, string text) =>
        (notice.Mail?.Body ?? notice.Draft)?.Contains(text, StringComparison.Ordinal)
        ?? notice.Fields.Any(field => field.Value.Contains(text, StringComparison.Ordinal)
            || template.Parts.Any(part => part.Kind is NoticePartKind.Field && part.Id == field.Id && part.Covers == element.Id));

    // Whoever may not send in its own name needs her word for it, whatever the template says.
    private static IEnumerable<MissingElement> MissingAuthority(NoticeInputs inputs) =>
        inputs.Regime is { DraftOnly: false, Sender.AnyEntity: false } && !inputs.HasAuthority
            ? [new MissingElement(RenderedNotice.Authority, RenderedNotice.Authority)]
            : [];

    private static IEnumerable<UnconfirmedElement> Unconfirmed(NoticeTemplate template, TemplateContext context) =>
        template.Parts
            .Where(part => part.Kind is NoticePartKind.Unconfirmed)
            .Select(part => new UnconfirmedElement(part.Id, Write(part, context)))
            .Where(element => element.Why.Length > 0);

    private static IEnumerable<string> Refusals(NoticeInputs inputs, NoticeTemplate template)
    {
        if (inputs.Regime.DraftOnly)
        {
            yield return RenderedNotice.DraftOnly;
        }

        if (inputs.Language != NoticeTemplates.English && !template.ReviewedByCounsel)
        {
            yield return RenderedNotice.NotReviewed;
        }

        if (inputs.Language != NoticeTemplates.English && !inputs.Recipient.Languages.Contains(inputs.Language))
        {
            yield return RenderedNotice.LanguageNotAsked;
        }
    }

    private static TemplateContext Context(NoticeInputs inputs)
    {
        var context = new TemplateContext(Options);
        foreach (var (name, value) in NoticePlaceholders.Of(inputs))
        {
            context.SetValue(name, value);
        }

        return context;
    }

    private static string Write(NoticePart part, TemplateContext context) =>
        part.Liquid.Render(context, NullEncoder.Default).Trim('\n', ' ');
}

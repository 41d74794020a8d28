using CaseManager.Core.Platforms;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>Whom a notice goes to, and by which way.</summary>
public sealed record NoticeRecipient
{
    private const string UsAct = "us-tida";

    // Stand in where nobody has written down what a form asks for; never confirmed.
    private static readonly ChannelField[] SeedFields =
    [
        new() { Id = "notifier_name", Label = "Name of the notifier (the organisation)" },
        new() { Id = "notifier_email", Label = "E-mail of the notifier" },
        new() { Id = "links", Label = "Exact links" },
        new() { Id = "explanation", Label = "Why this is illegal" },
        new() { Id = "good_faith", Label = "Good-faith statement" },
    ];

    /// <summary>As in <see cref="TakedownRequest.Recipient"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Directory id; <see langword="null"/> for a typed contact.</summary>
    public string? PlatformId { get; init; }

    /// <summary>Registrable host of a typed contact.</summary>
    public string? Host { get; init; }

    public required string Name { get; init; }

    public required NoticeRoute Route { get; init; }

    /// <summary>Mail address, or where the form is.</summary>
    public required string Address { get; init; }

    /// <summary>The form's fields in its order; none for mail.</summary>
    public IReadOnlyList<ChannelField> Fields { get; init; } = [];

    public bool FieldsConfirmed { get; init; }

    /// <summary>Regimes the platform publishes this very way for.</summary>
    public IReadOnlyList<string> PublishedFor { get; init; } = [];

    /// <summary>The platform's own rule against such content, as a sentence part; empty where none is known.</summary>
    public string OwnRule { get; init; } = "";

    /// <summary>What its form asks to be told about the person depicted; empty where nothing.</summary>
    public string IdentityRequired { get; init; } = "";

    /// <summary>Languages the record asks for besides English.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Version of the record it was taken from, 0 for the one the program came with.</summary>
    public int RecordVersion { get; init; }

    /// <exception cref="ArgumentException">The channel is never to be used, or is no route a notice can take.</exception>
    public static NoticeRecipient For(Platform platform, Channel channel) => channel.Use is ChannelUse.Never
        ? throw new ArgumentException("The channel is never to be used.", nameof(channel))
        : new NoticeRecipient
        {
            Id = $"platform:{platform.Id}",
            PlatformId = platform.Id,
            Name = platform.Name,
            Route = channel.Route switch
            {
                ChannelRoute.Mail => NoticeRoute.Mail,
                ChannelRoute.Form => NoticeRoute.Form,
                ChannelRoute.InApp => NoticeRoute.InApp,
                ChannelRoute.Api or null => throw new ArgumentException("The channel is no route a notice can take.", nameof(channel)),
            },
            Address = channel.Address,
            Fields = channel.Route is ChannelRoute.Mail ? [] : channel.Fields.Count > 0 ? channel.Fields : SeedFields,
            FieldsConfirmed = channel.Route is ChannelRoute.Mail || (channel.Fields.Count > 0 && channel.FieldsConfirmed),
            PublishedFor = channel.Route is ChannelRoute.Mail || (channel.Serves.Contains(UsAct) && platform.TidaProcess.Status != "published") ? [] : channel.Serves,
            OwnRule = platform.OwnRule ?? "",
            IdentityRequired = channel.Route is ChannelRoute.Form ? platform.IdentityRequired ?? "" : "",
            Languages = [.. channel.Languages.Concat(platform.Languages)],
            RecordVersion = platform.RecordVersion,
        };

    /// <summary>A draft about a platform, for somebody else to send.</summary>
    public static NoticeRecipient DraftFor(Platform platform) => new()
    {
        Id = $"platform:{platform.Id}",
        PlatformId = platform.Id,
        Name = platform.Name,
        Route = NoticeRoute.Draft,
        Address = "",
        FieldsConfirmed = true,
        RecordVersion = platform.RecordVersion,
    };

    /// <summary>A draft about a host without a record.</summary>
    public static NoticeRecipient DraftFor(string host) => new()
    {
        Id = "",
        Host = host,
        Name = host,
        Route = NoticeRoute.Draft,
        Address = "",
        FieldsConfirmed = true,
    };

    public static NoticeRecipient For(TypedContact contact) => new()
    {
        Id = $"contact:{HexId.Write(contact.Id)}",
        Host = contact.Host,
        Name = contact.Host,
        Route = NoticeRoute.Mail,
        Address = contact.Address.Trim(),
        FieldsConfirmed = true,
    };

    /// <summary>Whether a link is for this recipient to act on.</summary>
    public bool Holds(NoticeLink link) => PlatformId is not null ? link.Platform == PlatformId : link.Host == Host;
}

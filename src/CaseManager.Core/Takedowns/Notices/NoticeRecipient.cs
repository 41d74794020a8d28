using CaseManager.Core.Platforms;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>Whom a notice goes to, and by which way.</summary>
public sealed record NoticeRecipient
{
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
            Fields = channel.Fields,
            FieldsConfirmed = channel.Fields.Count == 0 || channel.FieldsConfirmed,
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

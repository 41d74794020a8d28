using System.Globalization;

namespace CaseManager.Core.Platforms.Bodies;

/// <summary>The bodies that regimes name for afterwards, and the services for hashes and minors. What they are is told by the records of the regimes; only ids and kinds are written here.</summary>
public static class BodyDirectory
{
    private static readonly Lazy<BodyFile> Shipped = new(() => SeedFile.Read<BodyFile>("bodies.json"));

    /// <summary>The bodies of a regime, in its order.</summary>
    public static IReadOnlyList<Body> Of(Regime regime) =>
    [
        .. regime.Escalation.Select((step, index) =>
        {
            var listed = Shipped.Value.Bodies.FirstOrDefault(body => body.Regime == regime.Id && body.Body == step.Body);
            return new Body
            {
                Id = listed?.Id ?? string.Create(CultureInfo.InvariantCulture, $"{regime.Id}-own-{index + 1}"),
                Kind = listed?.Kind ?? BodyKind.Own,
                Name = step.Body,
                Channel = step.Channel,
                When = step.When,
                Regime = regime.Id,
                Sources = regime.Sources,
                Confidence = regime.Confidence,
            };
        }),
    ];

    /// <summary>The services for hashes and for imagery of minors.</summary>
    public static IReadOnlyList<Body> Services(PlatformDirectory platforms) =>
    [
        .. platforms.HashAndChildServices.Select(service => new Body
        {
            Id = service.Id,
            Kind = Shipped.Value.Bodies.FirstOrDefault(body => body.Service == service.Id)?.Kind ?? BodyKind.ChildService,
            Name = service.Name,
            Channel = service.Integration,
            When = service.ForWhom,
            Sources = service.Sources,
            Confidence = service.Confidence,
        }),
    ];

    internal static IReadOnlyList<ListedBody> Listed => Shipped.Value.Bodies;
}

/// <summary>The file of ids, member for member.</summary>
internal sealed record BodyFile
{
    public required IReadOnlyList<ListedBody> Bodies { get; init; }
}

/// <summary>One id, and which entry of which seed file it is for.</summary>
internal sealed record ListedBody
{
    public required string Id { get; init; }

    public required BodyKind Kind { get; init; }

    /// <summary>Regime whose <c>escalation</c> names it.</summary>
    public string? Regime { get; init; }

    /// <summary>The name there, word for word.</summary>
    public string? Body { get; init; }

    /// <summary>Id among the platforms' <c>hash_and_child_services</c>.</summary>
    public string? Service { get; init; }
}

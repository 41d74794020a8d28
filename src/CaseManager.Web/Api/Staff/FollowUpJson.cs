using CaseManager.Core.Platforms.Bodies;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.FollowUp.Steps;

namespace CaseManager.Web.Api.Staff;

/// <summary>The steps of a case, as JSON.</summary>
public sealed record StepsJson(IReadOnlyList<StepJson> Steps);

/// <summary>A step, as JSON.</summary>
/// <param name="Action">What a person does; <see langword="null"/> for work of our own.</param>
/// <param name="Follows">The notice it would follow.</param>
/// <param name="Bodies">Where it can be taken to.</param>
public sealed record StepJson(
    Guid StepId, Guid RequestId, string Step, RungAction? Action, int Round, int Repeat, DateTimeOffset OpenedAt, bool LookFirst, StepState State,
    Guid? DecidedBy, DateTimeOffset? DecidedAt, string? Reason, string? Reference, Guid? NoticeId, string? Body, Guid? Follows, IReadOnlyList<BodyJson> Bodies)
{
    public static StepJson Of(ShownStep shown)
    {
        var step = shown.Step;
        return new StepJson(
            step.Id, step.RequestId, step.RungId, shown.Rung?.Action, step.Round, step.Repeat, step.OpenedAt, step.LookFirst, step.State,
            step.DecidedBy, step.DecidedAt, shown.Reason, shown.Reference, step.NoticeId, step.BodyId, shown.Follows, [.. shown.Bodies.Select(BodyJson.Of)]);
    }
}

/// <summary>A body, as JSON.</summary>
public sealed record BodyJson(string Id, BodyKind Kind, string Name, string Channel, string When)
{
    public static BodyJson Of(Body body) => new(body.Id, body.Kind, body.Name, body.Channel, body.When);
}

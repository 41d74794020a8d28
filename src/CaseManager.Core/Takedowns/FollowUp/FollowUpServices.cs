using CaseManager.Core.Takedowns.FollowUp.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>What follows when nobody acts: timers, steps, ladders.</summary>
internal static class FollowUpServices
{
    internal static IServiceCollection AddFollowUp(this IServiceCollection services) => services
        .AddScoped<ReadRequestFacts>()
        .AddScoped<PlanTimers>()
        .AddScoped<FindDueTimers>()
        .AddScoped<FireTimers>()
        .AddScoped<CatchUpTimers>()
        .AddScoped<StepChange>()
        .AddScoped<OpenSteps>()
        .AddScoped<SkipStep>()
        .AddScoped<TakeStep>()
        .AddScoped<OpenAskedStep>()
        .AddScoped<ShowSteps>()
        .AddScoped<ReadNoticeLinks>()
        .AddScoped<WriteDraft>()
        .AddScoped<WriteRescission>();
}

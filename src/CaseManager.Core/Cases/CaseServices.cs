using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Cases;

/// <summary>The use cases of case work.</summary>
public static class CaseServices
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddScoped<AddStaffObjects>()
        .AddScoped<AnnounceNotesKey>()
        .AddScoped<ClaimReport>()
        .AddScoped<CloseCase>()
        .AddScoped<EndMembership>()
        .AddScoped<KeepCaseKeys>()
        .AddScoped<ListQueue>()
        .AddScoped<OpenAssistedCase>()
        .AddScoped<ReadAudience>()
        .AddScoped<RecordSpokenConsent>()
        .AddScoped<ReleaseHeldReport>()
        .AddScoped<ReopenCase>()
        .AddScoped<ShowCards>()
        .AddScoped<ShowCaseKeys>()
        .AddScoped<ShowCase>()
        .AddScoped<ShowSurvivorCase>()
        .AddScoped<ShowTurning>()
        .AddScoped<TurnCase>();
}

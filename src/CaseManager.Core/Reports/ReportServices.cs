using CaseManager.Core.Reports.Plain;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Reports;

/// <summary>The use cases of reports.</summary>
public static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddScoped<AcceptingReports>()
        .AddScoped<CheckSealedCase>()
        .AddScoped<DestroyDrafts>()
        .AddScoped<FindByReceipt>()
        .AddScoped<Flood>()
        .AddScoped<ForgetChallenges>()
        .AddScoped<GiveConsent>()
        .AddScoped<KeepDraft>()
        .AddScoped<OpenWithReceipt>()
        .AddScoped<ProofOfWork>()
        .AddScoped<ReceivePlainReport>()
        .AddScoped<ReceiveReport>()
        .AddScoped<ShowDrafts>()
        .AddScoped<ShowIntake>();
}

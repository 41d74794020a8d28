using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Core.Statistics.Declarations;
using CaseManager.Core.Statistics.Importing;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Noise;
using CaseManager.Core.Statistics.Publishing;
using CaseManager.Core.Statistics.Releases;
using CaseManager.Core.Statistics.Requests;
using CaseManager.Core.Statistics.Restoring;
using CaseManager.Core.Statistics.Service;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Statistics;

/// <summary>Figures that nobody can be found in.</summary>
public static class StatisticsServices
{
    public static IServiceCollection AddStatistics(
        this IServiceCollection services, Func<IServiceProvider, StatisticsDatabase> databases, Func<IServiceProvider, StatisticsPolicy> policy) => services
        .AddSingleton(databases)
        .AddSingleton(policy)
        .AddSingleton<RandomWord>(SystemRandomWords.Next)
        .AddSingleton<LedgerMark>()
        .AddSingleton<SignReleases>()
        .AddScoped<ImportContributions>()
        .AddScoped<CountCase>()
        .AddScoped<ShowCounting>()
        .AddScoped<TakeBackContribution>()
        .AddScoped<WithdrawSpokenCounting>()
        .AddScoped<EmptyInbox>()
        .AddScoped<ConfirmReleases>()
        .AddScoped<BuildRelease>()
        .AddScoped<ExportRelease>()
        .AddScoped<RestoreRelease>()
        .AddScoped<ListReleases>()
        .AddScoped<ShowPublished>()
        .AddScoped<PublishRelease>()
        .AddScoped<ShowBuilding>()
        .AddScoped<RequestRelease>()
        .AddScoped<ApproveRelease>()
        .AddScoped<BuildApproved>()
        .AddScoped<BuildNow>()
        .AddScoped<DeclareYear>()
        .AddScoped<ApproveDeclaration>()
        .AddScoped<ShowServiceFigures>();
}

using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Documents;
using CaseManager.Core.Platforms.Help;
using CaseManager.Core.Reports;
using CaseManager.Core.Retention;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.DailyHeads;
using CaseManager.Core.Statistics;
using CaseManager.Core.Takedowns;
using CaseManager.Web.Mail;
using CaseManager.Web.Pages.Public;
using CaseManager.Web.Pages.Staff;
using CaseManager.Web.Pages.Staff.Statistics;
using CaseManager.Web.Probes;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>The use cases of every feature, with the settings they need.</summary>
public static class Features
{
    /// <summary>A survivor's browser gives up above this.</summary>
    private const int MaximumDifficulty = 24;

    public static IServiceCollection AddCaseManagerFeatures(this IServiceCollection services)
    {
        services.AddOptions<IntakeOptions>()
            .BindConfiguration($"{CaseManagerOptions.Section}:Intake")
            .Validate(
                intake => intake.Difficulty is >= 0 and <= MaximumDifficulty && intake.FloodDifficulty >= intake.Difficulty && intake.FloodDifficulty <= MaximumDifficulty,
                $"The settings {CaseManagerOptions.Section}:Intake:Difficulty and FloodDifficulty must be from 0 to {MaximumDifficulty}, the second not below the first.")
            .Validate(
                intake => intake.FloodReports > 0 && intake.FloodWindow > TimeSpan.Zero,
                $"The settings {CaseManagerOptions.Section}:Intake:FloodReports and FloodWindow must be above zero.")
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IntakeOptions>>().Value);
        services.AddAudit();
        services.AddSealing(provider => provider.GetRequiredService<IOptions<CaseManagerOptions>>().Value.KeyFolder);
        services.AddDailyHeads(provider => new DailyHeadOptions(
            provider.GetRequiredService<IOptions<CaseManagerOptions>>().Value.AuditHeads,
            provider.GetRequiredService<OrganisationZone>().Zone));
        services.AddSingleton(provider => new OrganisationZone(
            TimeZoneInfo.FindSystemTimeZoneById(provider.GetRequiredService<IOptions<OrganisationOptions>>().Value.Zone)));
        services.AddScoped<OfficeWords>();
        services.AddScoped<NeedWords>().AddScoped<AwayWords>().AddScoped<RefusalWords>();
        services.AddHelp(provider => provider.GetRequiredService<IOptions<CaseManagerOptions>>().Value.HelpServices is { Length: > 0 } path
            ? HelpDirectory.Read(path)
            : HelpDirectory.Seed);
        services.AddScoped<HelpWords>();
        services.AddReports();
        services.AddCases();
        services.AddScoped<ShowSurvivorCase>();
        services.AddDocuments();
        services.AddTakedowns();
        services.AddStatistics(
            provider =>
            {
                var options = provider.GetRequiredService<IOptions<CaseManagerOptions>>().Value;
                return new StatisticsDatabase(options.StatisticsBuilder, options.StatisticsReader);
            },
            StatisticsPolicyOf);
        services.AddRetention();
        services.AddNoticeMail();
        services.AddProbes();
        return services;
    }

    private static StatisticsPolicy StatisticsPolicyOf(IServiceProvider provider)
    {
        var organisation = provider.GetRequiredService<IOptions<OrganisationOptions>>().Value;
        return new StatisticsPolicy(
            organisation.Name.Length > 0 ? organisation.Name : "Organisation",
            organisation.Website,
            provider.GetRequiredService<OrganisationZone>(),
            provider.GetRequiredService<IOptions<CaseManagerOptions>>().Value.StatisticsMark,
            $"CaseManager {typeof(Features).Assembly.GetName().Version!.ToString(3)}");
    }
}

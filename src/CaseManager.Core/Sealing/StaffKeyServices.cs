using CaseManager.Core.Sealing.Practice;
using CaseManager.Core.Sealing.Recovery;
using CaseManager.Core.Sealing.Roster;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Sealing;

/// <summary>Staff keys, unlock halves and the roster.</summary>
public static class StaffKeyServices
{
    public static IServiceCollection AddStaffKeys(this IServiceCollection services) => services
        .AddScoped<KeepUnlockHalf>()
        .AddScoped<UseUnlockHalf>()
        .AddScoped<ForgetUnlockHalf>()
        .AddScoped<EndSession>()
        .AddScoped<KeepStaffKeys>()
        .AddScoped<ReplaceKeyFile>()
        .AddScoped<ChangeUnlockMethods>()
        .AddScoped<AddPasskey>()
        .AddScoped<RenamePasskey>()
        .AddScoped<RemovePasskey>()
        .AddScoped<ShowStaffKeys>()
        .AddScoped<ReadRoster>()
        .AddScoped<TakeEntry>()
        .AddScoped<ExtendRoster>()
        .AddScoped<ChangeRoles>()
        .AddScoped<ImportGenesis>()
        .AddScoped<SetUpOrganisation>()
        .AddScoped<ReplaceRecoveryFiles>()
        .AddScoped<TakeRecoveryFiles>()
        .AddScoped<NameOfficer>()
        .AddScoped<SeedPractice>()
        .AddScoped<ShowWaiting>()
        .AddScoped<ShowPeople>()
        .AddScoped<ShowEpochWraps>();
}

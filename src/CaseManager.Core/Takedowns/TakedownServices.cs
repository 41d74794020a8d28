using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Releases;
using CaseManager.Core.Takedowns.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Takedowns;

/// <summary>What takes links down. The program adds a transport, a mailbox, its organisation, its mail tokens and its policy.</summary>
public static class TakedownServices
{
    public static IServiceCollection AddTakedowns(this IServiceCollection services) => services
        .AddSingleton(PlatformDirectory.Seed)
        .AddSingleton(RegimeDirectory.Seed)
        .AddSingleton(new LinkNormalizer(PlatformHosts.Seeded))
        .AddSingleton<RelayMeter>()
        .AddReleases()
        .AddSending()
        .AddScoped<NoticeChange>()
        .AddScoped<ApproveNotice>()
        .AddScoped<CancelNotice>()
        .AddScoped<RequireReach>()
        .AddScoped<ResolveNotice>()
        .AddScoped<RecordFormSubmission>()
        .AddScoped<RequestChange>()
        .AddScoped<RecordAnswer>()
        .AddScoped<RecordGone>()
        .AddScoped<CloseRequest>()
        .AddScoped<WithdrawConsent>()
        .AddScoped<SurvivorLedger>()
        .AddScoped<RecipientNames>()
        .AddScoped<ListTakedownWork>()
        .AddScoped<ShowTakedowns>()
        .AddScoped<AddContact>()
        .AddScoped<ConfirmContact>();

    private static IServiceCollection AddReleases(this IServiceCollection services) => services
        .AddScoped<PlanNotices>()
        .AddScoped<PreviewNotice>()
        .AddScoped<ReleaseLinks>()
        .AddScoped<KeepTargets>()
        .AddScoped<OpenRequests>()
        .AddScoped<SealNotices>();

    private static IServiceCollection AddSending(this IServiceCollection services) => services
        .AddScoped<NoticeGuards>()
        .AddScoped<ContactHash>()
        .AddScoped<ContactLimits>()
        .AddScoped<LiftHold>()
        .AddScoped<SuppressAddress>()
        .AddScoped<RefuseSuppressed>()
        .AddScoped<StopSuppressed>()
        .AddScoped<RelayBreaker>()
        .AddScoped<TryRelayNow>()
        .AddScoped<TidyJournal>()
        .AddScoped<ShowSendingHealth>()
        .AddScoped<LiftSuppression>()
        .AddScoped<ListSuppressions>()
        .AddScoped<StartClocks>()
        .AddScoped<ClaimNotices>()
        .AddScoped<BeginSending>()
        .AddScoped<SettleSending>()
        .AddScoped<SendNotices>()
        .AddScoped<SweepNotices>()
        .AddScoped<ReconcileNotice>();
}

using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.FollowUp;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Needs;
using CaseManager.Core.Takedowns.ProofPacks;
using CaseManager.Core.Takedowns.Releases;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.Core.Takedowns.Story;
using CaseManager.Core.Takedowns.Targets;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Takedowns;

/// <summary>What takes links down. The program adds a transport, a mailbox, its organisation, its mail tokens and its policy.</summary>
public static class TakedownServices
{
    public static IServiceCollection AddTakedowns(this IServiceCollection services) => services
        .AddDirectory()
        .AddSingleton<RelayMeter>()
        .AddReleases()
        .AddTargets()
        .AddSending()
        .AddInbound()
        .AddWatching()
        .AddFollowUp()
        .AddProofPacks()
        .AddVenues()
        .AddScoped<NoticeChange>()
        .AddScoped<ApproveNotice>()
        .AddScoped<RestRequests>()
        .AddScoped<CancelNotice>()
        .AddScoped<RequireReach>()
        .AddScoped<ResolveNotice>()
        .AddScoped<RecordFormSubmission>()
        .AddScoped<RequestChange>()
        .AddScoped<RecordAnswer>()
        .AddScoped<RecordGone>()
        .AddScoped<RecordThere>()
        .AddScoped<ResumeRequest>()
        .AddScoped<CloseRequest>()
        .AddScoped<WithdrawConsent>()
        .AddScoped<SurvivorLedger>()
        .AddScoped<TellStory>()
        .AddScoped<RecipientNames>()
        .AddScoped<ListTakedownWork>()
        .AddScoped<ListNeeds>()
        .AddScoped<ShowTeam>()
        .AddScoped<ShowTakedowns>()
        .AddScoped<AddContact>()
        .AddScoped<ConfirmContact>();

    private static IServiceCollection AddReleases(this IServiceCollection services) => services
        .AddScoped<FollowNotice>()
        .AddScoped<PlanNotices>()
        .AddScoped<AskedBefore>()
        .AddScoped<PreviewNotice>()
        .AddScoped<ReleaseLinks>()
        .AddScoped<KeepTargets>()
        .AddScoped<OpenRequests>()
        .AddScoped<SealNotices>();

    private static IServiceCollection AddInbound(this IServiceCollection services) => services
        .AddScoped<MatchMail>()
        .AddScoped<ReplyDomains>()
        .AddScoped<SealAnswer>()
        .AddScoped<SealForTeam>()
        .AddScoped<MoveByMail>()
        .AddScoped<ReceiveMail>()
        .AddScoped<ConfirmMail>()
        .AddScoped<AttachMail>()
        .AddScoped<DiscardMail>()
        .AddScoped<ListMail>()
        .AddScoped<FindNotices>()
        .AddScoped<ShowDistrust>()
        .AddScoped<ShowInbox>();

    private static IServiceCollection AddTargets(this IServiceCollection services) => services
        .AddScoped<JoinTargets>()
        .AddScoped<RekeyTarget>()
        .AddScoped<RekeyTargets>();

    private static IServiceCollection AddWatching(this IServiceCollection services) => services
        .AddScoped<PlanChecks>()
        .AddScoped<JoinWatches>()
        .AddScoped<FollowTarget>()
        .AddScoped<ObserveTarget>()
        .AddScoped<ProbePace>()
        .AddScoped<WatchTargets>()
        .AddScoped<ShowProbing>();

    private static IServiceCollection AddSending(this IServiceCollection services) => services
        .AddScoped<DirectoryGuards>()
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
        .AddScoped<StopClocks>()
        .AddScoped<RecountDeadlines>()
        .AddScoped<NoticeRows>()
        .AddScoped<AttemptRows>()
        .AddScoped<ClaimNotices>()
        .AddScoped<BeginSending>()
        .AddScoped<SettleSending>()
        .AddScoped<SendNotices>()
        .AddScoped<SweepNotices>()
        .AddScoped<ReconcileNotice>();
}

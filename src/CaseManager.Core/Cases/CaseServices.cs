using CaseManager.Core.Cases.Absences;
using CaseManager.Core.Cases.Grants;
using CaseManager.Core.Cases.Imports;
using CaseManager.Core.Cases.Keys;
using CaseManager.Core.Cases.Related;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Cases.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Cases;

/// <summary>The use cases of case work.</summary>
public static class CaseServices
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddScoped<AddStaffObjects>()
        .AddScoped<AddSurvivorObjects>()
        .AddScoped<AnnounceNotesKey>()
        .AddScoped<CloseCase>()
        .AddScoped<ExportCase>()
        .AddScoped<LeaveUnanswered>()
        .AddScoped<ListAuditEvents>()
        .AddScoped<ListQueue>()
        .AddScoped<OpenAssistedCase>()
        .AddScoped<RecordOpening>()
        .AddScoped<RecordSpokenConsent>()
        .AddScoped<ReissueReceipt>()
        .AddScoped<ReleaseHeldReport>()
        .AddScoped<ReopenCase>()
        .AddScoped<ShowCards>()
        .AddScoped<ShowCase>()
        .AddScoped<ShowSurvivorCase>()
        .AddGrants()
        .AddCaseKeys()
        .AddRelated()
        .AddImports()
        .AddReminders()
        .AddAbsences()
        .AddScoped<ListReplies>()
        .AddScoped<FindReply>()
        .AddScoped<SaveReply>();

    private static IServiceCollection AddGrants(this IServiceCollection services) => services
        .AddScoped<AnswerOffer>()
        .AddScoped<AssignCase>()
        .AddScoped<ClaimReport>()
        .AddScoped<Colleagues>()
        .AddScoped<EndAccess>()
        .AddScoped<EndMembership>()
        .AddScoped<GrantAccess>()
        .AddScoped<LiftRestriction>()
        .AddScoped<ListOffers>()
        .AddScoped<MarkHandoverRead>()
        .AddScoped<OfferCase>()
        .AddScoped<RestrictCase>()
        .AddScoped<ShowColleagues>();

    private static IServiceCollection AddCaseKeys(this IServiceCollection services) => services
        .AddScoped<KeepCaseKeys>()
        .AddScoped<ReadAudience>()
        .AddScoped<RekeyCase>()
        .AddScoped<ShowCaseKeys>()
        .AddScoped<ShowTurning>()
        .AddScoped<TurnCase>();

    private static IServiceCollection AddRelated(this IServiceCollection services) => services
        .AddScoped<KeepTags>()
        .AddScoped<LinkCases>()
        .AddScoped<MergeCase>()
        .AddScoped<SplitCase>()
        .AddScoped<ShowRelated>();

    private static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddScoped<FindImported>()
        .AddScoped<ImportCase>();

    private static IServiceCollection AddReminders(this IServiceCollection services) => services
        .AddScoped<SetReminder>()
        .AddScoped<SettleReminder>();

    private static IServiceCollection AddAbsences(this IServiceCollection services) => services
        .AddScoped<ReadAbsences>()
        .AddScoped<SetAbsence>()
        .AddScoped<EndAbsence>()
        .AddScoped<ShowAway>();
}

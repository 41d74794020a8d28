using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.Web.Mail.Inbound;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Mail;

/// <summary>Mail, and what takedowns need from the settings.</summary>
public static class MailServices
{
    public static IServiceCollection AddNoticeMail(this IServiceCollection services)
    {
        services.AddOptions<OrganisationOptions>().BindConfiguration(OrganisationOptions.Section).ValidateOnStart();
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddOptions<SmtpOptions>().BindConfiguration(SmtpOptions.Section).ValidateOnStart();
        services.AddOptions<TakedownOptions>().BindConfiguration(TakedownOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OrganisationOptions>, TakedownOptionsCheck>();
        services.AddSingleton<IValidateOptions<MailOptions>, TakedownOptionsCheck>();
        services.AddSingleton<IValidateOptions<SmtpOptions>, TakedownOptionsCheck>();
        services.AddSingleton<IValidateOptions<TakedownOptions>, TakedownOptionsCheck>();
        services.AddSingleton(provider => OrganisationOf(provider.GetRequiredService<IOptions<OrganisationOptions>>().Value));
        services.AddSingleton(provider => TokensOf(
            provider.GetRequiredService<IOptions<MailOptions>>().Value, provider.GetRequiredService<KeyFolder>()));
        services.AddSingleton(provider => PolicyOf(
            provider.GetRequiredService<IOptions<OrganisationOptions>>().Value,
            provider.GetRequiredService<IOptions<MailOptions>>().Value,
            provider.GetRequiredService<IOptions<TakedownOptions>>().Value,
            provider.GetRequiredService<IOptions<WorkingHoursOptions>>().Value));
        services.AddOptions<WorkingHoursOptions>().BindConfiguration(WorkingHoursOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkingHoursOptions>, WorkingHoursOptionsCheck>();
        services.AddOptions<JournalOptions>().BindConfiguration(JournalOptions.Section).ValidateOnStart();
        services.AddOptions<DkimOptions>().BindConfiguration(DkimOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JournalOptions>, JournalOptionsCheck>();
        services.AddSingleton<IValidateOptions<DkimOptions>, DkimOptionsCheck>();
        services.AddOptions<InboxOptions>().BindConfiguration(InboxOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<InboxOptions>, InboxOptionsCheck>();
        services.AddSingleton<InboxRest>().AddScoped<InterpretMail>().AddScoped<ReadInbox>();
        services.AddSingleton<NoticeSigner>();
        services.AddSingleton<ImapJournal>();
        services.AddSingleton<IMailbox>(provider => provider.GetRequiredService<IOptions<JournalOptions>>().Value.IsThere
            ? provider.GetRequiredService<ImapJournal>()
            : new NoMailbox());
        services.AddHostedService<SayHowMailLeaves>();
        services.AddScoped<INoticeTransport, SmtpNoticeTransport>();
        return services;
    }

    private static Organisation OrganisationOf(OrganisationOptions options) => new()
    {
        Name = options.Name,
        Mailbox = options.Mailbox,
        Signatory = options.Signatory,
        Capacity = options.Capacity,
        Website = options.Website,
        Address = options.Address,
        Telephone = options.Telephone,
    };

    private static MailTokens TokensOf(MailOptions options, KeyFolder folder) => new(options.Domain, new MailKey(1, folder.Mail.ToArray()));

    private static TakedownPolicy PolicyOf(OrganisationOptions organisation, MailOptions mail, TakedownOptions takedowns, WorkingHoursOptions hours) => new(
        TimeZoneInfo.FindSystemTimeZoneById(organisation.Zone),
        takedowns.SecondPerson,
        mail.Journal.Length > 0 ? mail.Journal : null,
        TakedownPolicy.DefaultSearchWindow)
    {
        Office = hours.Calendar(organisation.Zone),
        Limits = new SendingLimits(
            takedowns.ContactDailyCap, TimeSpan.FromSeconds(takedowns.ContactGapSeconds), TimeSpan.FromHours(takedowns.RepeatWindowHours)),
    };
}

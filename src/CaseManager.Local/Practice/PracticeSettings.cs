using System.Globalization;
using CaseManager.Local.Data;
using CaseManager.Local.Postgres;

namespace CaseManager.Local.Practice;

/// <summary>The settings of the practice organisation, as the web program reads them from its environment.</summary>
public static class PracticeSettings
{
    /// <summary>Reserved by RFC 2606: mail to it can reach nobody, even if it did leave.</summary>
    public const string MailDomain = "practice.example";

    public static Dictionary<string, string> Build(DataFolder data, PrivateServer server, DatabasePasswords passwords, Ports ports, int mailPort) => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Practice",
        ["ASPNETCORE_ENVIRONMENT"] = "Practice",
        ["ASPNETCORE_URLS"] = $"{ports.PublicUrl};{ports.StaffUrl}",
        ["CaseManager__Database"] = server.ConnectionString("casemanager_app", passwords.App),
        ["CaseManager__StatisticsBuilder"] = server.ConnectionString("casemanager_statistics_builder", passwords.StatisticsBuilder),
        ["CaseManager__StatisticsReader"] = server.ConnectionString("casemanager_statistics_reader", passwords.StatisticsReader),
        ["CaseManager__PublicUrl"] = ports.PublicUrl,
        ["CaseManager__StaffUrl"] = ports.StaffUrl,
        ["CaseManager__KeyFolder"] = data.Keys,
        ["CaseManager__Practice"] = "true",
        ["CaseManager__Organisation__Name"] = "Practice organisation",
        ["CaseManager__Organisation__Mailbox"] = $"notices@{MailDomain}",
        ["CaseManager__Organisation__Signatory"] = "Practice team",
        ["CaseManager__Organisation__Capacity"] = "support organisation",
        ["CaseManager__Organisation__Website"] = $"https://{MailDomain}",
        ["CaseManager__Organisation__Zone"] = "Europe/Berlin",
        ["CaseManager__Mail__Domain"] = MailDomain,
        ["CaseManager__Mail__Journal"] = $"journal@{MailDomain}",
        ["CaseManager__Mail__Smtp__Host"] = "localhost",
        ["CaseManager__Mail__Smtp__Port"] = mailPort.ToString(CultureInfo.InvariantCulture),
        ["CaseManager__Mail__Smtp__Security"] = "None",
    };
}

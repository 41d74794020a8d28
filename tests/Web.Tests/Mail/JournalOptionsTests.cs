using CaseManager.TestSupport;
using CaseManager.Web.Mail;
using Microsoft.Extensions.Configuration;

namespace CaseManager.Web.Tests.Mail;

public sealed class JournalOptionsTests
{
    private static readonly string Password = PasswordFile();

    public static TheoryData<JournalOptions, string, bool, string?> Settings => new()
    {
        { new JournalOptions(), "", false, null },
        { Good("mail.example.org"), "journal@example.org", false, null },
        { Good("mail.example.org"), "", false, "Host needs the mailbox's address" },
        { Good("mail.example.org"), "journal@example.org", true, "Host must be this machine" },
        { Good("localhost"), "journal@example.org", true, null },
        { new JournalOptions { Host = "mail.example.org", PasswordFile = Password }, "journal@example.org", false, "User must be" },
        { new JournalOptions { Host = "mail.example.org", User = "journal", PasswordFile = "/nowhere" }, "journal@example.org", false, "PasswordFile must be" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Settings_AreNamedWhereTheyAreWrong(JournalOptions options, string address, bool isPractice, string? wrong)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([
            new("CaseManager:Mail:Journal", address), new("CaseManager:Practice", isPractice ? "true" : "false")]).Build();

        var failures = new JournalOptionsCheck(settings).Validate(null, options).Failures ?? [];

        Assert.Equal(wrong is null ? 0 : 1, failures.Count());
        Assert.All(failures, failure => Assert.StartsWith($"The setting CaseManager:Mail:JournalMailbox:{wrong}", failure, StringComparison.Ordinal));
    }

    private static JournalOptions Good(string host) => new() { Host = host, User = "journal", PasswordFile = Password };

    private static string PasswordFile()
    {
        var file = Path.Combine(TestFolders.New(), "password");
        File.WriteAllText(file, "secret");
        return file;
    }
}

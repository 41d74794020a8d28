using CaseManager.TestSupport;
using MimeKit;

namespace CaseManager.Web.Tests.Commands;

public sealed class PreviewNoticeCommandTests
{
    [Fact]
    public async Task Preview_Mail_IsAMessageOfAFictitiousOrganisation()
    {
        var result = await RunAsync("--regime", "eu-dsa-16", "--platform", "telegram", "--language", "en", "--link", "https://t.me/s/Example/5", "--link", "@other");

        var message = MimeMessage.Load(new MemoryStream(result.Output), TestContext.Current.CancellationToken);
        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith(".example", Assert.IsType<MailboxAddress>(Assert.Single(message.From)).Domain, StringComparison.Ordinal);
        Assert.Equal("abuse@telegram.org", message.To.ToString());
        Assert.Contains("1. https://t.me/example/5", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("2. https://t.me/other", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("not confirmed", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_Form_IsItsFieldsInOrder()
    {
        var result = await RunAsync("--regime", "eu-dsa-16", "--platform", "telegram", "--language", "en", "--route", "form", "--link", "https://t.me/example/5");

        string[] labels = ["Name of the notifier (the organisation): ", "E-mail of the notifier: ", "Exact links: ", "Why this is illegal: ", "Good-faith statement: "];
        var places = labels.Select(label => result.Text.IndexOf(label, StringComparison.Ordinal)).ToList();
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain("Message-Id", result.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Preview_PlatformWithAFormOnly_IsTheForm()
    {
        var result = await RunAsync("--regime", "eu-dsa-16", "--platform", "reddit", "--language", "en", "--link", "https://www.reddit.com/r/example/comments/1");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Name of the notifier", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing location", "--regime", "eu-dsa-16", "--platform", "telegram", "--language", "en")]
    [InlineData("There is no template for au-osa-77", "--regime", "au-osa-77", "--platform", "telegram", "--language", "en", "--link", "@example")]
    [InlineData("missing no_consent", "--regime", "au-osa-77", "--platform", "telegram", "--language", "en", "--link", "@example")]
    [InlineData("no mail route to reddit", "--regime", "eu-dsa-16", "--platform", "reddit", "--language", "en", "--route", "mail", "--link", "https://reddit.com/1")]
    [InlineData("another_recipient", "--regime", "eu-dsa-16", "--platform", "telegram", "--language", "en", "--link", "https://example.org/1")]
    [InlineData("Not a link", "--regime", "eu-dsa-16", "--platform", "telegram", "--language", "en", "--link", "@example", "--link", "a word")]
    public async Task Preview_Incomplete_IsNotValidAndSaysWhy(string why, params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal((1, ""), (result.ExitCode, result.Text));
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_LinkWithALoginCode_IsNotRepeated()
    {
        var result = await RunAsync("--regime", "eu-dsa-16", "--platform", "telegram", "--language", "en", "--link", "https://t.me/login/48151");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("48151", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-tida", "--regime", "nope", "--platform", "telegram", "--language", "en", "--link", "@example")]
    [InlineData("pornhub", "--regime", "eu-dsa-16", "--platform", "nope", "--language", "en", "--link", "@example")]
    [InlineData("Known: en", "--regime", "eu-dsa-16", "--platform", "telegram", "--language", "nope", "--link", "@example")]
    [InlineData("form", "--regime", "eu-dsa-16", "--platform", "telegram", "--language", "en", "--route", "nope", "--link", "@example")]
    [InlineData("--platform", "--regime", "eu-dsa-16", "--language", "en", "--link", "@example")]
    public async Task Preview_UnknownWord_IsWrongUsageAndNamesTheKnownOnes(string known, params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(known, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unconfirmed form", "us-tida", "telegram", "@examplechannel")]
    [InlineData("off until an administrator", "cn-civil-1195", "weibo", "https://weibo.com/1/2")]
    [InlineData("not confirmed that this regime is in force", "uk-osa-10-3a", "reddit", "https://www.reddit.com/r/a/comments/1")]
    [InlineData("nothing is sent under this regime", "jp-ipdp", "line", "https://line.me/x")]
    public async Task Preview_NotToBeReliedOn_IsShownAndSaysWhy(string why, string regime, string platform, string link)
    {
        var result = await RunAsync("--regime", regime, "--platform", platform, "--language", "en", "--link", link);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(why, result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_LanguageThatNobodyReviewed_IsShownAndNotValid()
    {
        var result = await RunAsync("--regime", "cn-civil-1195", "--platform", "weibo", "--language", "zh", "--link", "https://weibo.com/1/2");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("not_reviewed", result.Error, StringComparison.Ordinal);
        Assert.Contains("构成侵权的初步证据", result.Text, StringComparison.Ordinal);
    }

    private static Task<ExecutableResult> RunAsync(params string[] args) =>
        Executable.RunAsync(["notices", "preview", .. args], cancel: TestContext.Current.CancellationToken);
}

using System.Text.RegularExpressions;
using CaseManager.TestSupport;
using CaseManager.Web.Pages.Staff.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Tests.Audit;

public sealed partial class EventWordsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private EventWords Words => new(Text);

    private IStringLocalizer<AuditText> Text => fixture.App.Services.GetRequiredService<IStringLocalizer<AuditText>>();

    [Fact]
    public void Type_OfEveryEventThatCoreWrites_HasWordsAndStandsInAGroup()
    {
        var written = Directory.EnumerateFiles(RepositoryFolder.File("src/CaseManager.Core"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Written().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToList();
        var known = EventWords.Groups.SelectMany(group => group.Types).ToHashSet();

        Assert.True(written.Count > 40, $"{written.Count} types were found.");
        Assert.All(written, type => Assert.Contains(type, known));
        Assert.All(known, type => Assert.False(Text[$"Event.{type}"].ResourceNotFound, type));
        Assert.All(EventWords.Groups, group => Assert.False(Text[$"Group.{group.Group}"].ResourceNotFound, group.Group));
    }

    [Theory]
    [InlineData("NoticeSealedTwice", "Notice sealed twice")]
    [InlineData("", "")]
    [InlineData("lower", "Lower")]
    public void Type_NobodyGaveWordsTo_IsReadable(string type, string words) => Assert.Equal(words, Words.Type(type));

    // A call that writes an event, up to the first text in it that begins like a type.
    [GeneratedRegex(@"(?:AppendAsync|NewAuditEvent|Event)\([^;]{0,120}?""([A-Z][A-Za-z]+)""")]
    private static partial Regex Written();
}

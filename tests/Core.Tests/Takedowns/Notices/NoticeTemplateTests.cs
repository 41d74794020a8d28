using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Core.Tests.Takedowns.Notices;

public sealed partial class NoticeTemplateTests
{
    public static TheoryData<string, string> Shipped => new(
        from regime in NoticeTemplates.RegimeIds
        from language in NoticeTemplates.Languages
        where NoticeTemplates.Has(regime, language)
        select (regime, language));

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Template_Shipped_CoversEveryRequiredElementOfItsRegime(string regime, string language)
    {
        var template = NoticeTemplates.Find(regime, language)!;

        var asked = RegimeDirectory.Seed.Find(regime)!.NoticeElements;

        Assert.Empty(asked.Where(element => element.Required).Select(element => element.Id).Except(template.Elements));
        Assert.Empty(template.Elements.Except(asked.Select(element => element.Id)));
        Assert.True(template.Version > 0);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Template_Shipped_HasATextForEveryFieldOfEveryForm(string regime, string language)
    {
        var fields = NoticeTemplates.Find(regime, language)!.Parts.Where(part => part.Kind is NoticePartKind.Field).Select(part => part.Id).ToHashSet();

        Assert.All(
            PlatformDirectory.Seed.All.SelectMany(platform => platform.ChannelsFor(RegimeDirectory.Seed.Find(regime)!)).SelectMany(channel => channel.Fields),
            field => Assert.Contains(field.Id, fields));
    }

    [Fact]
    public void Readme_ListsExactlyThePlaceholdersThereAre()
    {
        var listed = File.ReadLines(Path.Combine(TestsFolder(), "../../../../templates/README.md"))
            .SkipWhile(line => line != "## Placeholders")
            .Select(line => PlaceholderRow().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

        Assert.Equal(Names(NoticePlaceholders.Of(NoticeExamples.Inputs(NoticeExamples.Telegram(ChannelRoute.Mail), NoticeExamples.Post))).Order(), listed.Order());
    }

    [Theory]
    [InlineData("version: 1", "version: one")]
    [InlineData("reviewed by counsel: no", "reviewed by counsel: perhaps")]
    [InlineData("reviewed by counsel: no", "reviewed by counsel: no\nauthor: nobody")]
    [InlineData("elements: reasons", "elements: reasons, location")]
    [InlineData("=== subject ===", "=== topic ===")]
    [InlineData("=== mail ===", "=== subject ===")]
    [InlineData("Reasons", "{% if %}")]
    public void Parse_TemplateThatIsNotUnderstood_Throws(string part, string instead) =>
        Assert.Throws<FormatException>(() => NoticeTemplate.Parse("eu-dsa-16", "en", NoticeRendererTests.Template("Mail").Replace(part, instead, StringComparison.Ordinal)));

    private static IEnumerable<string> Names(Dictionary<string, object> placeholders) => placeholders.SelectMany(pair => pair.Value switch
    {
        Dictionary<string, object> inner => inner.Keys.Select(key => $"{pair.Key}.{key}"),
        List<Dictionary<string, object>> list => list[0].Keys.Select(key => $"{pair.Key.TrimEnd('s')}.{key}").Prepend(pair.Key),
        _ => [pair.Key],
    });

    private static string TestsFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"^\| `([a-z_.]+)` \|")]
    private static partial Regex PlaceholderRow();
}

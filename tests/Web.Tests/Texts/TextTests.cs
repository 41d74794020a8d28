using CaseManager.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Tests.Texts;

public sealed class TextTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task EveryTextClass_FindsItsResourceFile()
    {
        await using var app = WebApp.InMemory(fixture.Database);
        var texts = app.Services.GetRequiredService<IStringLocalizerFactory>();
        var classes = typeof(SharedText).Assembly.GetTypes().Where(type => type.Namespace == typeof(SharedText).Namespace && type.Name.EndsWith("Text", StringComparison.Ordinal));

        Assert.NotEmpty(classes);
        Assert.All(classes, type => Assert.NotEmpty(texts.Create(type).GetAllStrings(includeParentCultures: true)));
    }
}

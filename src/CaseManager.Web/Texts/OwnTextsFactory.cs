using System.Globalization;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Texts;

/// <summary>The program's texts, with those of the organisation in their place where it has any.</summary>
internal sealed class OwnTextsFactory(ResourceManagerStringLocalizerFactory inner, OwnTexts own) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) => new Localizer(inner.Create(resourceSource), own, resourceSource.Name);

    public IStringLocalizer Create(string baseName, string location) => new Localizer(inner.Create(baseName, location), own, baseName[(baseName.LastIndexOf('.') + 1)..]);

    private sealed class Localizer(IStringLocalizer inner, OwnTexts own, string resource) : IStringLocalizer
    {
        public LocalizedString this[string name] =>
            own.Find(CultureInfo.CurrentUICulture, resource, name) is { } text ? new LocalizedString(name, text) : inner[name];

        public LocalizedString this[string name, params object[] arguments] =>
            own.Find(CultureInfo.CurrentUICulture, resource, name) is { } text
                ? new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, text, arguments))
                : inner[name, arguments];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => inner.GetAllStrings(includeParentCultures)
            .Select(text => own.Find(CultureInfo.CurrentUICulture, resource, text.Name) is { } said ? new LocalizedString(text.Name, said) : text);
    }
}

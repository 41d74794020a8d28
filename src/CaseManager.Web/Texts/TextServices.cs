using CaseManager.Web.Settings;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Texts;

/// <summary>The texts of all pages, and the languages they are offered in.</summary>
public static class TextServices
{
    public static IServiceCollection AddTexts(this IServiceCollection services)
    {
        services.AddLocalization(options => options.ResourcesPath = "Resources");
        services.AddSingleton<ResourceManagerStringLocalizerFactory>();
        // Read from the settings themselves: the check of the options needs them before the options are there.
        services.AddSingleton(provider => OwnTexts.Read(
            provider.GetRequiredService<IConfiguration>()[$"{CaseManagerOptions.Section}:{nameof(CaseManagerOptions.OwnTexts)}"] ?? "",
            provider.GetRequiredService<ResourceManagerStringLocalizerFactory>()));
        services.AddSingleton<IStringLocalizerFactory, OwnTextsFactory>();
        services.AddSingleton<IValidateOptions<CaseManagerOptions>, OwnTextsCheck>();
        services.AddSingleton<OfferedLanguages>();
        return services;
    }
}

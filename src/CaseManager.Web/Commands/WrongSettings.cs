using Microsoft.Extensions.Options;

namespace CaseManager.Web.Commands;

/// <summary>What is wrong with the settings, in sentences.</summary>
public static class WrongSettings
{
    /// <returns>Empty when it is not the settings that failed.</returns>
    public static IReadOnlyList<string> In(Exception failure) => failure switch
    {
        // One wrong section is thrown as it is, several together.
        OptionsValidationException one => [.. one.Failures],
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. several.InnerExceptions.SelectMany(In)],
        _ => [],
    };
}

using System.Text.Json;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>Kinds and states of venues as codes, in kebab-case.</summary>
public static class VenueCodes
{
    public static string Write<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

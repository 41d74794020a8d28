using Microsoft.Extensions.Options;

namespace CaseManager.Web.Settings;

/// <summary>One sentence for each setting that is wrong: which, and what belongs there.</summary>
internal static class WrongSetting
{
    public static ValidateOptionsResult Result(string section, params (string Key, bool IsRight, string What)[] checks)
    {
        var failures = checks.Where(check => !check.IsRight).Select(check => $"The setting {section}:{check.Key} {check.What}.").ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    public static bool IsPractice(IConfiguration settings) => settings.GetValue<bool>($"{CaseManagerOptions.Section}:{nameof(CaseManagerOptions.Practice)}");

    public static bool IsThisMachine(string host) => host is "localhost" or "127.0.0.1" or "::1";
}

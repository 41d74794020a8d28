using CaseManager.Core.Platforms.Help;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Web.Texts;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CaseManager.Web.Settings;

/// <summary>Says at start which setting is wrong and what belongs there, one sentence each.</summary>
public sealed class CaseManagerOptionsCheck(IHostEnvironment environment) : IValidateOptions<CaseManagerOptions>
{
    public ValidateOptionsResult Validate(string? name, CaseManagerOptions options)
    {
        IEnumerable<string?> findings =
        [
            CheckDatabase(nameof(CaseManagerOptions.Database), options.Database, "casemanager_app"),
            options.StatisticsBuilder.Length == 0 ? null : CheckDatabase(nameof(CaseManagerOptions.StatisticsBuilder), options.StatisticsBuilder, "casemanager_statistics_builder"),
            options.StatisticsReader.Length == 0 ? null : CheckDatabase(nameof(CaseManagerOptions.StatisticsReader), options.StatisticsReader, "casemanager_statistics_reader"),
            options.StatisticsFolder.Length == 0 || Path.IsPathFullyQualified(options.StatisticsFolder)
                ? null
                : Wrong(nameof(CaseManagerOptions.StatisticsFolder), "must be the full path of a folder outside the database, or empty"),
            options.PublicStatistics && options.StatisticsReader.Length == 0
                ? Wrong(nameof(CaseManagerOptions.PublicStatistics), $"must be false where {CaseManagerOptions.Section}:{nameof(CaseManagerOptions.StatisticsReader)} is empty")
                : null,
            CheckUrl(nameof(CaseManagerOptions.PublicUrl), options.PublicUrl),
            CheckUrl(nameof(CaseManagerOptions.StaffUrl), options.StaffUrl),
            options.HasOnion && !IsOnion(options.OnionUrl) ? Wrong(nameof(CaseManagerOptions.OnionUrl), "must be an address that ends in .onion, 56 letters and digits before it, without a path, or empty") : null,
            CheckHostsDiffer(options),
            CheckStaffName(options.StaffUrl),
            CheckExit(options.ExitUrl),
            .. CheckKeyFolder(options),
            options.AuditFolder.Length == 0 || Path.IsPathFullyQualified(options.AuditFolder)
                ? null
                : Wrong(nameof(CaseManagerOptions.AuditFolder), "must be the full path of a folder outside the database, or empty"),
            CheckHelpServices(options.HelpServices),
            options.Sessions.IdleMinutes is >= 1 and <= 60
                ? null
                : Wrong("Sessions:IdleMinutes", "must be a number of minutes from 1 to 60"),
            options.AnswerDays is >= 1 and <= 30
                ? null
                : Wrong(nameof(CaseManagerOptions.AnswerDays), "must be a number of working days from 1 to 30"),
            CheckRoles(options.Roles),
            CheckLanguages(options.LanguageTags),
            environment.IsProduction() && options.Practice
                ? Wrong(nameof(CaseManagerOptions.Practice), "must be false in production")
                : null,
        ];
        var failures = findings.OfType<string>().ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? CheckDatabase(string key, string connection, string role)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection).Host is { Length: > 0 }
                ? null
                : Wrong(key, $"must be the connection string of the role {role}, with Host, Database, Username and Password");
        }
        catch (ArgumentException)
        {
            return Wrong(key, "is not a connection string that PostgreSQL's driver understands");
        }
    }

    private string? CheckUrl(string key, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            || (parsed.Scheme != Uri.UriSchemeHttps && parsed.Scheme != Uri.UriSchemeHttp)
            || parsed.PathAndQuery != "/")
        {
            return Wrong(key, "must be an address without a path, such as https://help.example.org");
        }

        return environment.IsProduction() && parsed.Scheme != Uri.UriSchemeHttps
            ? Wrong(key, "must start with https:// in production")
            : null;
    }

    // Tor's rend-spec-v3: base32 of a key of 32 bytes, a checksum and a version.
    private static bool IsOnion(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed.Scheme == Uri.UriSchemeHttp
        && parsed.PathAndQuery == "/"
        && parsed.Host.Split('.') is [{ Length: 56 } name, "onion"]
        && name.All(letter => letter is (>= 'a' and <= 'z') or (>= '2' and <= '7'));

    // Cookies and Clear-Site-Data cross ports, so in production another port is not enough.
    private string? CheckHostsDiffer(CaseManagerOptions options)
    {
        if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var open)
            || !Uri.TryCreate(options.StaffUrl, UriKind.Absolute, out var staff))
        {
            return null;
        }

        var same = environment.IsProduction()
            ? open.IdnHost == staff.IdnHost
            : open.IdnHost == staff.IdnHost && open.Port == staff.Port;
        return same ? Wrong(nameof(CaseManagerOptions.StaffUrl), $"must be another host than {CaseManagerOptions.Section}:{nameof(CaseManagerOptions.PublicUrl)}") : null;
    }

    // Passkeys are bound to the host's name, and browsers make none for a number.
    private string? CheckStaffName(string url) =>
        environment.IsProduction()
        && Uri.TryCreate(url, UriKind.Absolute, out var staff)
        && staff.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? Wrong(nameof(CaseManagerOptions.StaffUrl), "must name its host, such as https://cases.example.org: passkeys are bound to that name and made for no number")
            : null;

    private static string? CheckExit(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)
            ? null
            : Wrong(nameof(CaseManagerOptions.ExitUrl), "must be the address of a neutral website, such as https://www.wikipedia.org/");

    /// <summary>A practice organisation makes its key files at start; everybody else gets a sentence for each that is missing.</summary>
    private static IReadOnlyList<string> CheckKeyFolder(CaseManagerOptions options)
    {
        if (!Path.IsPathFullyQualified(options.KeyFolder) || !Directory.Exists(options.KeyFolder))
        {
            return [Wrong(nameof(CaseManagerOptions.KeyFolder), "must be the full path of an existing folder that only this program can read")];
        }

        return options.Practice ? [] : new KeyFolder(options.KeyFolder).Check();
    }

    private static string? CheckHelpServices(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        if (!Path.IsPathFullyQualified(path))
        {
            return Wrong(nameof(CaseManagerOptions.HelpServices), "must be the full path of a list of helplines, or empty");
        }

        try
        {
            HelpDirectory.Read(path);
            return null;
        }
        catch (InvalidDataException failure)
        {
            return Wrong(nameof(CaseManagerOptions.HelpServices), $"names a list that cannot be used: {failure.Message}");
        }
    }

    private static string? CheckRoles(string roles) =>
        roles.Split(',', StringSplitOptions.TrimEntries).All(role => role is ProgramRole.Web or ProgramRole.Worker)
            ? null
            : Wrong(nameof(CaseManagerOptions.Roles), $"must be {ProgramRole.Web}, {ProgramRole.Worker} or {ProgramRole.Both}");

    private static string? CheckLanguages(IReadOnlyList<string> tags)
    {
        List<string> written = [.. Languages.Written.Select(language => language.Name)];
        return tags.Count > 0 && tags.All(written.Contains) && tags.Distinct().Count() == tags.Count
            ? null
            : Wrong(nameof(CaseManagerOptions.Languages), $"must name languages this program is written in, each once, with commas between: {string.Join(", ", written)}");
    }

    private static string Wrong(string key, string what) => $"The setting {CaseManagerOptions.Section}:{key} {what}.";
}

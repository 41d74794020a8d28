using System.Text.Json;

namespace CaseManager.Core.Platforms.Help;

/// <summary>The services outside the organisation to which anybody can turn at once, by country.</summary>
public sealed class HelpDirectory
{
    private static readonly Lazy<HelpDirectory> Shipped = new(() => new HelpDirectory(SeedFile.Read<HelpFile>("help-services.json")));

    /// <exception cref="InvalidDataException">An entry cannot be used; the message says which, and why.</exception>
    internal HelpDirectory(HelpFile file)
    {
        var finding = Findings(file).FirstOrDefault();
        if (finding is not null)
        {
            throw new InvalidDataException(finding);
        }

        All = [.. file.Services.OrderBy(service => service.Kind is not HelpKind.Emergency).ThenBy(service => service.Audience)];
        Compiled = file.Compiled;
    }

    /// <summary>The services that ship with the program.</summary>
    public static HelpDirectory Seed => Shipped.Value;

    /// <summary>Emergency numbers, then those for minors, then the others.</summary>
    public IReadOnlyList<HelpService> All { get; }

    /// <summary>Day the list was put together.</summary>
    public DateOnly Compiled { get; }

    /// <summary>Codes of the countries that have a service, in no order.</summary>
    public IReadOnlyCollection<string> Countries => All.Select(service => service.Country).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Numbers for danger now.</summary>
    public IEnumerable<HelpService> Emergency(string country) => All.Where(service => service.Kind is HelpKind.Emergency && service.Country == country);

    /// <summary>For somebody who was under 18 in the picture.</summary>
    /// <param name="country"><see langword="null"/>: those for every country.</param>
    public IEnumerable<HelpService> ForMinors(string? country) => Others(country).Where(service => service.Audience is not HelpAudience.Adults);

    /// <summary>For somebody who was 18 or older in the picture.</summary>
    /// <param name="country"><see langword="null"/>: those for every country.</param>
    public IEnumerable<HelpService> ForAdults(string? country) => Others(country).Where(service => service.Audience is not HelpAudience.Minors);

    /// <summary>Reads an organisation's own list, which takes the place of the one the program came with.</summary>
    /// <exception cref="InvalidDataException">It cannot be read or used; the message says why.</exception>
    public static HelpDirectory Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new HelpDirectory(JsonSerializer.Deserialize<HelpFile>(stream, SeedFile.Strict) ?? throw new InvalidDataException("the file is empty"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException("the file cannot be read", failure);
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"the file is not in the expected form ({failure.Message.TrimEnd('.')})", failure);
        }
    }

    private IEnumerable<HelpService> Others(string? country) => All.Where(service => service.Kind is not HelpKind.Emergency && service.Country == country);

    private static IEnumerable<string> Findings(HelpFile file)
    {
        if (file.Services.Any(service => service is null || service.Languages.Contains(null!) || service.Sources.Contains(null!) || service.Hours?.Openings.Contains(null!) == true))
        {
            yield return "a list has an entry that is null";
            yield break;
        }

        foreach (var twice in file.Services.GroupBy(service => service.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"two services have the id {twice.Key}";
        }

        foreach (var service in file.Services)
        {
            foreach (var finding in service.Findings())
            {
                yield return $"the service {service.Id} {finding}";
            }
        }
    }
}

/// <summary>The file, member for member.</summary>
internal sealed record HelpFile
{
    public required DateOnly Compiled { get; init; }

    public required IReadOnlyList<HelpService> Services { get; init; }
}

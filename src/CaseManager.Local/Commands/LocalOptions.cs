using System.CommandLine;
using CaseManager.Local.Data;
using CaseManager.Local.Postgres;
using CaseManager.Local.Practice;

namespace CaseManager.Local.Commands;

/// <summary>The options that both verbs share.</summary>
public sealed class LocalOptions
{
    public const string DataVariable = "CaseManager__LocalData";

    private readonly Option<string> data = new("--data")
    {
        Description = $"The folder that holds everything; otherwise {DataVariable}, otherwise {DataFolder.Default}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataVariable) ?? DataFolder.Default,
    };

    private readonly Option<string?> postgres = new("--postgres")
    {
        Description = $"A folder with PostgreSQL's programs; otherwise {PostgresBinaries.Variable}, the system's, or those from npm.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(PostgresBinaries.Variable),
    };

    private readonly Option<int> publicPort = PortOption("--public-port", "Port of the public pages.", Ports.Default.Public);
    private readonly Option<int> staffPort = PortOption("--staff-port", "Port of the staff pages.", Ports.Default.Staff);
    private readonly Option<int> practicePort = PortOption("--practice-port", "Port of the page with accounts, codes and captured mail.", Ports.Default.Practice);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[data, postgres, publicPort, staffPort, practicePort])
        {
            command.Options.Add(option);
        }
    }

    public string DataPath(ParseResult parsed) => parsed.GetValue(data)!;

    public string? PostgresPath(ParseResult parsed) => parsed.GetValue(postgres) is { Length: > 0 } folder ? folder : null;

    public Ports PortsOf(ParseResult parsed) => new(parsed.GetValue(publicPort), parsed.GetValue(staffPort), parsed.GetValue(practicePort));

    private static Option<int> PortOption(string name, string description, int port) =>
        new(name) { Description = description, DefaultValueFactory = _ => port };
}

using System.CommandLine;
using System.Reflection;
using CaseManager.Local.Postgres;

var parts = new Command("parts", "Print what this program would start: the folder of PostgreSQL and our own programs.");
parts.SetAction(parsed =>
{
    var output = parsed.InvocationConfiguration.Output;
    output.WriteLine($"PostgreSQL: {PostgresBinaries.Find() ?? "not found"}");
    foreach (var program in Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>())
    {
        output.WriteLine($"{program.Key}: {program.Value}");
    }
});

var root = new RootCommand("CaseManager on this machine, with a database of its own.") { parts };
var command = root.Parse(args);
var exitCode = await command.InvokeAsync();
return command.Errors.Count > 0 ? 2 : exitCode;

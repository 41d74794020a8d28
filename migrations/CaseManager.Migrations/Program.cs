using System.CommandLine;
using CaseManager.Migrations;

var root = new RootCommand("Changes the schema of a CaseManager database; runs as its owner.") { MigrateCommand.Create() };
var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : exitCode;

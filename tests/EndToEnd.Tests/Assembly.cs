using CaseManager.EndToEnd.Tests;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.TestSupport;

[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(ChromiumBrowser))]
[assembly: AssemblyFixture(typeof(PracticeKeys))]

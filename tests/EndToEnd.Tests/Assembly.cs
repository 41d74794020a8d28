using CaseManager.EndToEnd.Tests;
using CaseManager.TestSupport;

[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(ChromiumBrowser))]

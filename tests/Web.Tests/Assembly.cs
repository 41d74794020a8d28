using CaseManager.TestSupport;

[assembly: AssemblyFixture(typeof(PostgresServer))]

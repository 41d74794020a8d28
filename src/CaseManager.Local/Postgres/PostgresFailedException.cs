namespace CaseManager.Local.Postgres;

/// <summary>PostgreSQL could not be set up or started; the message says why, with its own words.</summary>
public sealed class PostgresFailedException(string message) : Exception(message);

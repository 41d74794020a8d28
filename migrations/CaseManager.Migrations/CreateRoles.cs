using Npgsql;

namespace CaseManager.Migrations;

/// <summary>Creates the roles that are missing and sets the passwords that are given; may run any number of times.</summary>
public static class CreateRoles
{
    /// <param name="passwords">By role name; a role without one keeps its password and must exist.</param>
    /// <exception cref="MissingRoleException">A role does not exist and has no password.</exception>
    public static async Task RunAsync(NpgsqlConnection owner, IReadOnlyDictionary<string, string> passwords, CancellationToken cancel)
    {
        foreach (var role in DatabaseRole.All)
        {
            var exists = await ExistsAsync(owner, role, cancel);
            if (!passwords.TryGetValue(role.Name, out var password))
            {
                if (!exists)
                {
                    throw new MissingRoleException(role);
                }

                continue;
            }

            await SetPasswordAsync(owner, role, password, exists, cancel);
        }
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection owner, DatabaseRole role, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select exists(select from pg_roles where rolname = $1)", owner);
        command.Parameters.AddWithValue(role.Name);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task SetPasswordAsync(NpgsqlConnection owner, DatabaseRole role, string password, bool exists, CancellationToken cancel)
    {
        // Role statements take no parameters, so the server quotes the values for us.
        await using var quote = new NpgsqlCommand("select format($1, $2::text, $3::text)", owner);
        quote.Parameters.AddWithValue(exists ? "alter role %I login password %L" : "create role %I login password %L");
        quote.Parameters.AddWithValue(role.Name);
        quote.Parameters.AddWithValue(password);
        var statement = (string)(await quote.ExecuteScalarAsync(cancel))!;

        await using var command = new NpgsqlCommand(statement, owner);
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>A database role has to be created and no password for it was given.</summary>
public sealed class MissingRoleException(DatabaseRole role)
    : Exception($"The database role {role.Name} does not exist: set its password in {role.PasswordVariable} so that it can be created.");

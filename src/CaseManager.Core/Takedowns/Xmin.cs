using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CaseManager.Core.Takedowns;

/// <summary>PostgreSQL's number of the transaction that wrote a row last: whoever writes on what was read compares it.</summary>
internal static class Xmin
{
    public static NpgsqlParameter Of(IEnumerable<uint> versions) => new() { Value = versions.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid };

    /// <exception cref="DbUpdateConcurrencyException">Fewer rows were written than there were to write.</exception>
    public static void Require(int written, int expected)
    {
        if (written != expected)
        {
            throw new DbUpdateConcurrencyException("A row was changed since it was read.");
        }
    }
}

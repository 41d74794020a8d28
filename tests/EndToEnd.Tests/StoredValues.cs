using System.Text;
using Npgsql;

namespace CaseManager.EndToEnd.Tests;

/// <summary>One value of one row.</summary>
/// <param name="Table">With its schema.</param>
/// <param name="Bytes">As it is stored: a <c>bytea</c> as it is, everything else as UTF-8 text.</param>
public sealed record StoredValue(string Table, string Column, byte[] Bytes);

/// <summary>Every value of every table, as a thief of the database would have them.</summary>
public static class StoredValues
{
    /// <param name="owner">Connection string of somebody who may read everything.</param>
    public static async Task<IReadOnlyList<StoredValue>> ReadAsync(string owner, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        var values = new List<StoredValue>();
        foreach (var (table, columns) in await ColumnsAsync(connection, cancel))
        {
            values.AddRange(await ReadTableAsync(connection, table, columns, cancel));
        }

        return values;
    }

    private static async Task<IReadOnlyList<(string Table, List<(string Name, bool IsBytes)> Columns)>> ColumnsAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            select format('%I.%I', c.table_schema, c.table_name), c.column_name::text, c.data_type = 'bytea'
            from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
            order by 1, c.ordinal_position
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var columns = new List<(string Table, string Name, bool IsBytes)>();
        while (await reader.ReadAsync(cancel))
        {
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        }

        return [.. columns.GroupBy(column => column.Table).Select(table => (table.Key, table.Select(column => (column.Name, column.IsBytes)).ToList()))];
    }

    private static async Task<List<StoredValue>> ReadTableAsync(
        NpgsqlConnection connection, string table, List<(string Name, bool IsBytes)> columns, CancellationToken cancel)
    {
        var chosen = columns.Select(column => $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(column.IsBytes ? "" : "::text")}");
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {string.Join(", ", chosen)} from {table}";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var values = new List<StoredValue>();
        while (await reader.ReadAsync(cancel))
        {
            values.AddRange(columns.Index().Where(column => !reader.IsDBNull(column.Index)).Select(column => new StoredValue(
                table,
                column.Item.Name,
                column.Item.IsBytes ? reader.GetFieldValue<byte[]>(column.Index) : Encoding.UTF8.GetBytes(reader.GetString(column.Index)))));
        }

        return values;
    }
}

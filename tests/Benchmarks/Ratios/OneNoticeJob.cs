using System.Collections.Concurrent;
using Hangfire;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Npgsql;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>What the outbox is compared with: a job that reads one notice's bytes, hands them to the relay, and writes that it did. It keeps its connections; it claims, begins and proves nothing.</summary>
public static class OneNoticeJob
{
    private static readonly ConcurrentBag<SmtpClient> Idle = [];
    private static NpgsqlDataSource _database = null!;
    private static CountdownEvent _left = null!;
    private static int _port;

    /// <summary>What all jobs of a round use.</summary>
    public static void Prepare(NpgsqlDataSource database, int relayPort, CountdownEvent left) => (_database, _port, _left) = (database, relayPort, left);

    [AutomaticRetry(Attempts = 0)]
    public static async Task RunAsync(Guid id)
    {
        var (bytes, sender, recipient) = await ReadAsync(id);
        var client = Idle.TryTake(out var idle) ? idle : await ConnectAsync();
        using var message = await MimeMessage.LoadAsync(new MemoryStream(bytes));
        await client.SendAsync(message, new MailboxAddress(null, sender), [new MailboxAddress(null, recipient)]);
        Idle.Add(client);

        await using var write = _database.CreateCommand("update public.bare_notices set sent = true where id = $1");
        write.Parameters.AddWithValue(id);
        await write.ExecuteNonQueryAsync();
        _left.Signal();
    }

    private static async Task<(byte[] Bytes, string Sender, string Recipient)> ReadAsync(Guid id)
    {
        await using var read = _database.CreateCommand("select bytes, sender, recipient from public.bare_notices where id = $1");
        read.Parameters.AddWithValue(id);
        await using var row = await read.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetFieldValue<byte[]>(0), row.GetString(1), row.GetString(2));
    }

    private static async Task<SmtpClient> ConnectAsync()
    {
        var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", _port, SecureSocketOptions.None);
        return client;
    }
}

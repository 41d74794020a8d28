using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CaseManager.TestSupport.Smtp;

/// <summary>A relay that does what a test tells it at every stage; without orders it accepts everything.</summary>
public sealed class SmtpPeer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<SmtpStage, ConcurrentQueue<SmtpTurn>> _next = new();
    private readonly ConcurrentDictionary<SmtpStage, SmtpTurn> _always = new();
    private readonly ConcurrentQueue<ReceivedMail> _accepted = new();
    private readonly ConcurrentQueue<byte[]> _texts = new();
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private readonly IReadOnlyList<string> _extensions;
    private int _connections;

    private SmtpPeer(int port, IReadOnlyList<string> extensions)
    {
        _extensions = extensions.Count > 0 ? extensions : ["PIPELINING", "8BITMIME", "SIZE 10000000", "DSN", "CHUNKING", "ENHANCEDSTATUSCODES"];
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Mails that were accepted, in order.</summary>
    public IReadOnlyList<ReceivedMail> Accepted => [.. _accepted];

    /// <summary>Every text whose final dot arrived, whatever was answered to it.</summary>
    public IReadOnlyList<byte[]> Texts => [.. _texts];

    /// <summary>Told of every mail before it is answered.</summary>
    public Action<ReceivedMail>? Kept { get; set; }

    /// <summary>How often somebody connected.</summary>
    public int Connections => _connections;

    /// <summary>Listens on a free port, or on one that was used before.</summary>
    /// <param name="extensions">What EHLO offers; by default what a common relay does.</param>
    public static SmtpPeer Start(int port = 0, params string[] extensions) => new(port, extensions);

    /// <summary>What to do the next time a stage is reached; several orders are kept in order.</summary>
    public TTurn Next<TTurn>(SmtpStage stage, TTurn turn)
        where TTurn : SmtpTurn
    {
        _next.GetOrAdd(stage, _ => new()).Enqueue(turn);
        return turn;
    }

    /// <summary>What to do whenever a stage is reached and no order is waiting.</summary>
    public void Always(SmtpStage stage, SmtpTurn turn) => _always[stage] = turn;

    /// <summary>Back to yes.</summary>
    public void Obey()
    {
        _next.Clear();
        _always.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                client.NoDelay = true;
                conversations.Add(TalkAsync(client));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Conversation(this, client.GetStream()).RunAsync(_stop.Token);
            }
            catch (Exception end) when (end is IOException or OperationCanceledException or SocketException or HungUpException)
            {
                // Reset, so that the other side sees a broken connection and not a polite end.
                client.LingerState = new LingerOption(true, 0);
            }
        }
    }

    private void Keep(ReceivedMail mail)
    {
        _accepted.Enqueue(mail);
        Kept?.Invoke(mail);
    }

    private SmtpTurn? TurnAt(SmtpStage stage) =>
        _next.TryGetValue(stage, out var queue) && queue.TryDequeue(out var turn) ? turn : _always.GetValueOrDefault(stage);

    private sealed class HungUpException : Exception;

    private sealed class Conversation(SmtpPeer peer, NetworkStream stream)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private readonly List<string> _recipients = [];
        private string _sender = "";
        private int _start;
        private int _end;

        public async Task RunAsync(CancellationToken cancel)
        {
            await AnswerAsync(SmtpStage.Greeting, "220 relay.example ESMTP", cancel);
            while (await ReadLineAsync(cancel) is { } line)
            {
                var command = line.Split(' ', 2);
                switch (command[0].ToUpperInvariant())
                {
                    case "EHLO" or "HELO":
                        await AnswerAsync(SmtpStage.Hello, Offer(), cancel);
                        break;
                    case "AUTH":
                        await AnswerAsync(SmtpStage.SignIn, "235 2.7.0 Welcome", cancel);
                        break;
                    case "MAIL":
                        _sender = command[1]["FROM:".Length..];
                        _recipients.Clear();
                        await AnswerAsync(SmtpStage.Sender, "250 2.1.0 Ok", cancel);
                        break;
                    case "RCPT":
                        if (await AnswerAsync(SmtpStage.Recipient, "250 2.1.5 Ok", cancel))
                        {
                            _recipients.Add(command[1]["TO:".Length..]);
                        }

                        break;
                    case "DATA":
                        if (await AnswerAsync(SmtpStage.Data, "354 Go on", cancel))
                        {
                            await ReadTextAsync(cancel);
                        }

                        break;
                    case "RSET" or "NOOP":
                        await WriteAsync("250 2.0.0 Ok", cancel);
                        break;
                    case "QUIT":
                        await WriteAsync("221 2.0.0 Bye", cancel);
                        return;
                    default:
                        await WriteAsync("502 5.5.2 Unknown command", cancel);
                        break;
                }
            }
        }

        private async Task ReadTextAsync(CancellationToken cancel)
        {
            using var text = new MemoryStream();
            var first = true;
            while (await ReadLineAsync(cancel) is { } line)
            {
                if (first)
                {
                    first = false;
                    await TakeTurnAsync(SmtpStage.Text, cancel);
                }

                if (line == ".")
                {
                    await EndTextAsync(text.ToArray(), cancel);
                    return;
                }

                text.Write(Encoding.Latin1.GetBytes(line.StartsWith('.') ? line[1..] : line));
                text.Write("\r\n"u8);
            }
        }

        private async Task EndTextAsync(byte[] text, CancellationToken cancel)
        {
            peer._texts.Enqueue(text);
            var mail = new ReceivedMail(_sender, [.. _recipients], text);
            var turn = peer.TurnAt(SmtpStage.Dot);
            switch (turn)
            {
                case SmtpTurn.Reply reply:
                    await WriteAsync(reply.Line, cancel);
                    return;
                case SmtpTurn.Lose:
                    throw new HungUpException();
                case SmtpTurn.Drop:
                    // Kept, but nobody is told: the gap of RFC 1047.
                    peer.Keep(mail);
                    throw new HungUpException();
                case SmtpTurn.Wait wait:
                    peer.Keep(mail);
                    await wait.PassAsync(cancel);
                    break;
                default:
                    peer.Keep(mail);
                    break;
            }

            await WriteAsync("250 2.0.0 Ok: queued as 4XyZ1", cancel);
        }

        /// <returns>Whether the answer was yes.</returns>
        private async Task<bool> AnswerAsync(SmtpStage stage, string yes, CancellationToken cancel)
        {
            if (await TakeTurnAsync(stage, cancel) is { } other)
            {
                await WriteAsync(other, cancel);
                return other.StartsWith('2');
            }

            await WriteAsync(yes, cancel);
            return true;
        }

        /// <returns>What to say instead of yes.</returns>
        private async Task<string?> TakeTurnAsync(SmtpStage stage, CancellationToken cancel)
        {
            switch (peer.TurnAt(stage))
            {
                case SmtpTurn.Reply reply:
                    return reply.Line;
                case SmtpTurn.Drop:
                    throw new HungUpException();
                case SmtpTurn.Wait wait:
                    await wait.PassAsync(cancel);
                    return null;
                default:
                    return null;
            }
        }

        private string Offer() =>
            string.Join("\r\n", peer._extensions.Prepend("relay.example").Select((offer, index) => $"250{(index < peer._extensions.Count ? '-' : ' ')}{offer}"));

        private async Task WriteAsync(string line, CancellationToken cancel) =>
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancel);

        private async Task<string?> ReadLineAsync(CancellationToken cancel)
        {
            while (true)
            {
                var length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
                if (length >= 0)
                {
                    var line = Encoding.Latin1.GetString(_buffer, _start, length);
                    _start += length + 2;
                    return line;
                }

                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
                var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancel);
                if (read == 0)
                {
                    return null;
                }

                _end += read;
            }
        }
    }
}

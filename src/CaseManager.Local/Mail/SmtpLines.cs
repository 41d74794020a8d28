using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace CaseManager.Local.Mail;

/// <summary>The lines of an SMTP session; a line ends with CR LF and with nothing else.</summary>
internal sealed class SmtpLines(Stream stream)
{
    private readonly PipeReader reader = PipeReader.Create(stream);

    /// <returns>The line without its end; <see langword="null"/> when the peer has closed.</returns>
    /// <exception cref="IOException">The line is longer than that.</exception>
    public async Task<byte[]?> ReadAsync(int longest, CancellationToken cancel)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            var (line, next) = Take(read.Buffer);
            if (line is not null)
            {
                reader.AdvanceTo(next);
                return line;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.Buffer.Length > longest)
            {
                throw new IOException("A line of the SMTP session has no end.");
            }

            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    public async Task WriteAsync(string reply, CancellationToken cancel) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), cancel);

    private static (byte[]? Line, SequencePosition Next) Take(ReadOnlySequence<byte> buffer)
    {
        var sequence = new SequenceReader<byte>(buffer);
        return sequence.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8)
            ? (line.ToArray(), sequence.Position)
            : (null, buffer.Start);
    }
}

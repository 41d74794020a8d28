using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>The way out: writes a notice as mail and hands the bytes to the organisation's relay.</summary>
/// <remarks>One instance keeps its connections, made when they are needed and closed when it is disposed.</remarks>
public interface INoticeTransport : IAsyncDisposable
{
    /// <summary>Which relay it hands to, host and port.</summary>
    string Relay { get; }

    /// <summary>How many mails can leave at the same time.</summary>
    int Lanes { get; }

    /// <summary>Fixes the bytes that will leave.</summary>
    /// <param name="notice">A rendered mail that nothing stands against.</param>
    /// <param name="threadId">The takedown request the thread begins with.</param>
    /// <param name="date">When it is sealed.</param>
    /// <returns>A complete RFC 5322 message, 7-bit, lines ended by CR LF.</returns>
    byte[] Write(RenderedNotice notice, Guid threadId, DateTimeOffset date);

    /// <summary>What a mail that goes on in the thread of bytes it wrote has to keep.</summary>
    SentThread ReadThread(byte[] bytes);

    /// <summary>Hands over exactly the bytes it is given.</summary>
    /// <returns>What became of it; a failure of the outside world is a result, not an exception.</returns>
    Task<SendResult> SendAsync(OutgoingMail mail, CancellationToken cancel);
}

/// <summary>The thread a mail stands in.</summary>
/// <param name="Subject">Decoded.</param>
/// <param name="References">The thread's id, then earlier mails; without angle brackets.</param>
public sealed record SentThread(string Subject, IReadOnlyList<string> References);

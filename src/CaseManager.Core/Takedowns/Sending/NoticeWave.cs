using System.Collections.Concurrent;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Notices that were begun together and leave over the transport's lanes.</summary>
internal sealed class NoticeWave
{
    private readonly INoticeTransport _transport;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<(StartedNotice Started, TaskCompletionSource<HandedOverNotice> Done)> _waiting;
    private readonly List<Task<HandedOverNotice>> _leaving;
    private readonly long _began;

    /// <param name="started">What leaves.</param>
    /// <param name="failure">How the relay failed in the wave before; then nothing of this one is tried.</param>
    public NoticeWave(IReadOnlyList<StartedNotice> started, INoticeTransport transport, SendResult? failure, TimeProvider time, CancellationToken cancel)
    {
        (_transport, _time, Failure) = (transport, time, failure);
        _waiting = new(started.Select(one => (one, new TaskCompletionSource<HandedOverNotice>(TaskCreationOptions.RunContinuationsAsynchronously))));
        _leaving = [.. _waiting.Select(one => one.Done.Task)];
        Size = started.Count;
        _began = time.GetTimestamp();
        Ended = EndAsync([.. Enumerable.Range(0, Math.Min(transport.Lanes, started.Count)).Select(_ => RunLaneAsync(cancel))]);
    }

    /// <summary>How many leave with it.</summary>
    public int Size { get; }

    /// <summary>Ends when nothing of it is leaving any more; never fails.</summary>
    public Task Ended { get; }

    /// <summary>How long that took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Whether everything that has left so far was accepted.</summary>
    public bool AllAccepted { get; private set; } = true;

    /// <summary>How the relay failed; from then on nothing more of it is tried.</summary>
    public SendResult? Failure { get; private set; }

    /// <summary>Takes out what is known by now.</summary>
    public IReadOnlyList<HandedOverNotice> TakeDone()
    {
        var done = _leaving.Where(task => task.IsCompleted).ToList();
        _leaving.RemoveAll(done.ToHashSet().Contains);
        return [.. done.Select(task => task.Result)];
    }

    private async Task RunLaneAsync(CancellationToken cancel)
    {
        while (_waiting.TryDequeue(out var one))
        {
            var result = await TryAsync(one.Started.Mail, cancel);
            if (result.Outcome != SendOutcome.Accepted)
            {
                AllAccepted = false;
            }

            one.Done.SetResult(new HandedOverNotice(one.Started.Claimed, one.Started.Mail, result));
        }
    }

    // A transport that throws is broken, not refused: nobody knows how far it came. Its text may name people and links, so only its kind is kept.
    private async Task<SendResult> TryAsync(OutgoingMail mail, CancellationToken cancel)
    {
        try
        {
            return await HandOverAsync(mail, cancel);
        }
        catch (Exception failure)
        {
            return new SendResult(SendOutcome.Unknown, NoticeReasons.OutcomeUnknown, 0, failure.GetType().Name);
        }
    }

    private async Task<SendResult> HandOverAsync(OutgoingMail mail, CancellationToken cancel)
    {
        if (Failure is { } failure)
        {
            return new SendResult(SendOutcome.RelayFailed, failure.Reason, 0, SendResult.NotTried);
        }

        var result = await _transport.SendAsync(mail, cancel);
        if (result.Outcome == SendOutcome.RelayFailed)
        {
            Failure ??= result;
        }

        return result;
    }

    private async Task EndAsync(IReadOnlyList<Task> lanes)
    {
        await Task.WhenAll(lanes);
        Took = _time.GetElapsedTime(_began);
    }
}

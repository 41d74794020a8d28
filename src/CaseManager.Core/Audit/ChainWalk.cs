namespace CaseManager.Core.Audit;

/// <summary>Follows chains link by link; events come ordered by chain and sequence.</summary>
internal sealed class ChainWalk(List<BrokenLink> broken)
{
    private AuditEvent? _last;
    private AuditHead? _head;
    private bool _chainIsBroken;

    public int Chains { get; private set; }

    public long Events { get; private set; }

    public void Take(AuditEvent next, AuditHead? head)
    {
        if (_last?.ChainId != next.ChainId)
        {
            End();
            Chains++;
            (_last, _head, _chainIsBroken) = (null, head, false);
        }

        Events++;
        Check(next);
        _last = next;
    }

    /// <summary>The last event of a chain was seen: its head must name it.</summary>
    public void End()
    {
        if (_last is not null && (_head is null || _head.Sequence != _last.Sequence || !_head.Hash.AsSpan().SequenceEqual(_last.Hash)))
        {
            // A head ahead of the events means that the newest events were removed.
            Break(_last.ChainId, _last.Sequence + 1, _head?.Sequence > _last.Sequence ? BrokenLink.Missing : BrokenLink.Head);
        }
    }

    private void Check(AuditEvent next)
    {
        var expected = (_last?.Sequence ?? 0) + 1;
        var previous = _last?.Hash ?? AuditHash.None;
        if (next.Sequence != expected)
        {
            Break(next.ChainId, expected, BrokenLink.Missing);
        }
        else if (!next.PreviousHash.AsSpan().SequenceEqual(previous))
        {
            Break(next.ChainId, next.Sequence, BrokenLink.Unlinked);
        }
        else if (!next.Hash.AsSpan().SequenceEqual(HashOf(next)))
        {
            Break(next.ChainId, next.Sequence, BrokenLink.Changed);
        }
    }

    private static byte[] HashOf(AuditEvent e) =>
        AuditHash.Of(e.ChainId, e.Sequence, e.PreviousHash, e.At, e.Type, e.Actor, e.Data);

    private void Break(Guid chainId, int sequence, string fault)
    {
        if (!_chainIsBroken)
        {
            broken.Add(new BrokenLink(chainId, sequence, fault));
        }

        _chainIsBroken = true;
    }
}

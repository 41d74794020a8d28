using System.Diagnostics.Metrics;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>The breaker's state as a metric, without anything of a notice.</summary>
public sealed class RelayMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "CaseManager.Takedowns";

    private readonly Meter _meter;
    private readonly Gauge<int> _open;

    public RelayMeter(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(Name) ?? new Meter(Name);
        _open = _meter.CreateGauge<int>("casemanager.relay.open", description: "0 closed, 1 half open, 2 open: whether the mail relay is left alone.");
    }

    public void Tell(string relay, RelayPermission permission) => _open.Record(RelayPermission.All - permission, new KeyValuePair<string, object?>("relay", relay));

    public void Dispose() => _meter.Dispose();
}

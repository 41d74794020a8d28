using CaseManager.Core.Platforms;

namespace CaseManager.Web.Pages.Staff.Platforms;

/// <summary>One channel of the form; an empty address is no channel.</summary>
public sealed class ChannelInput
{
    /// <summary>Place in the record on the page; <see langword="null"/> for a new one.</summary>
    public int? Index { get; set; }

    public string? Address { get; set; }

    public string? Purpose { get; set; }

    public string? Route { get; set; }

    public ChannelUse Use { get; set; }

    public ChannelConfidence Confidence { get; set; } = ChannelConfidence.Unverified;

    public string? Serves { get; set; }

    public bool Remove { get; set; }

    internal bool IsKept => !Remove && !string.IsNullOrWhiteSpace(Address);

    internal static ChannelInput Of(Channel channel, int index) => new()
    {
        Index = index,
        Address = channel.Address,
        Purpose = channel.Purpose,
        Route = channel.Route?.ToString() ?? "",
        Use = channel.Use,
        Confidence = channel.Confidence,
        Serves = string.Join(", ", channel.Serves),
    };

    internal Channel On(Channel? channel)
    {
        var route = Enum.TryParse<ChannelRoute>(Route, out var read) && Enum.IsDefined(read) ? read : (ChannelRoute?)null;
        var serves = (Serves ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var written = channel ?? new Channel { Type = "own", Address = "", Purpose = "", Confidence = Confidence, Route = route, Use = Use };
        var address = (Address ?? "").Trim();
        return written with
        {
            Address = address,
            FieldsConfirmed = written.FieldsConfirmed && address == written.Address,
            Purpose = (Purpose ?? "").Trim(),
            Confidence = Confidence,
            Route = route,
            Use = Use,
            Serves = serves,
        };
    }
}

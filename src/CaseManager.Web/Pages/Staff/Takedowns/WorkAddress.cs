using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Venues;

namespace CaseManager.Web.Pages.Staff.Takedowns;

/// <summary>Rows and pages of takedown work as addresses.</summary>
public static class WorkAddress
{
    /// <summary>Where a row is worked on: in its case, at the notice or request.</summary>
    public static string Of(TakedownWork row) => row switch
    {
        { NoticeId: { } notice } => $"/cases/{HexId.Write(row.CaseId)}#notice-{HexId.Write(notice)}",
        { RequestId: { } request } => $"/cases/{HexId.Write(row.CaseId)}#request-{HexId.Write(request)}",
        _ => $"/cases/{HexId.Write(row.CaseId)}",
    };

    /// <summary>The end of a page.</summary>
    public static string Write(TakedownWork last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.At.UtcTicks}-{HexId.Write(last.StepId ?? last.NoticeId ?? last.RequestId ?? default)}");

    /// <summary>The end of a page of mail.</summary>
    public static string Write(InboundMessage last) => string.Create(CultureInfo.InvariantCulture, $"{last.StoredAt.UtcTicks}-{HexId.Write(last.Id)}");

    /// <summary>The end of a page of channels, groups and sites.</summary>
    public static string Write(VenueRow last) => string.Create(CultureInfo.InvariantCulture, $"{last.At.UtcTicks}-{HexId.Write(last.Id)}");

    /// <returns><see langword="null"/> for anything that is none: then the first page is shown.</returns>
    public static TakedownCursor? ReadCursor(string? text) =>
        text?.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
        && HexId.TryRead(id, out var row)
            ? new TakedownCursor(new DateTimeOffset(at, TimeSpan.Zero), row)
            : null;
}

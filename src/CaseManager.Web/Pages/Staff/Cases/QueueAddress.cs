using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Cases;

namespace CaseManager.Web.Pages.Staff.Cases;

/// <summary>A page of a queue as it stands in the address.</summary>
public static class QueueAddress
{
    /// <summary>The lists in the order they are shown, with their words in the address.</summary>
    public static IReadOnlyList<(QueueName Queue, string Code)> Queues { get; } =
    [
        (QueueName.Unassigned, "unassigned"),
        (QueueName.Mine, "mine"),
        (QueueName.DueSoon, "due"),
        (QueueName.Held, "held"),
        (QueueName.All, "all"),
    ];

    public static string Write(QueueCursor cursor) =>
        string.Create(CultureInfo.InvariantCulture, $"{cursor.At.UtcTicks}-{HexId.Write(cursor.CaseId)}");

    /// <returns><see langword="null"/> for anything that is none: then the first page is shown.</returns>
    public static QueueCursor? ReadCursor(string? text) =>
        text?.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
        && HexId.TryRead(id, out var caseId)
            ? new QueueCursor(new DateTimeOffset(at, TimeSpan.Zero), caseId)
            : null;
}

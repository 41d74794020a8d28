using System.Globalization;
using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Needs;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Pages.Staff;

/// <summary>What waits for a caseworker, in words and as addresses.</summary>
public sealed class NeedWords(IStringLocalizer<DayText> text, TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(1);

    /// <summary>A kind as the address of the page names it.</summary>
    public static string Code(NeedKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The exact place where it is done.</summary>
    public static string Address(Need need)
    {
        var caseAddress = $"/cases/{HexId.Write(need.CaseId)}";
        return need switch
        {
            { Kind: NeedKind.Mail, Code: nameof(InboundStanding.Unconfirmed) } => "/mail",
            { Kind: NeedKind.Message } => $"{caseAddress}#messages",
            { Kind: NeedKind.Reminder } => $"{caseAddress}#reminder-{HexId.Write(need.Id)}",
            { NoticeId: { } notice } => $"{caseAddress}#notice-{HexId.Write(notice)}",
            { RequestId: { } request } => $"{caseAddress}#request-{HexId.Write(request)}",
            _ => $"{caseAddress}#takedowns",
        };
    }

    /// <summary>What to do, in a verb.</summary>
    public string Do(Need need) => text[need is { Kind: NeedKind.Mail, Code: nameof(InboundStanding.Unconfirmed) } ? "Do.MailProbably" : $"Do.{need.Kind}"];

    /// <summary>How near its statutory time is; rows of one group follow each other.</summary>
    public string Group(Need need) => (need.DueAt - time.GetUtcNow()) switch
    {
        null => "None",
        { Ticks: <= 0 } => "Over",
        { } left when left <= Soon => "Soon",
        _ => "Later",
    };

    /// <summary>How much of the statutory time is left or over; else how long it waits.</summary>
    public string Time(Need need)
    {
        var now = time.GetUtcNow();
        return need.DueAt is { } due ? Span(due >= now ? "Left" : "Over", (due - now).Duration())
            : need.Kind == NeedKind.Look ? text["LookDays", (int)(now - need.Since).TotalDays]
            : Age(need.Since);
    }

    /// <summary>How long something has waited.</summary>
    public string Age(DateTimeOffset since) => Span("Waits", (time.GetUtcNow() - since).Duration());

    private string Span(string name, TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => text[$"{name}Days", (int)span.TotalDays],
        { TotalHours: >= 2 } => text[$"{name}Hours", (int)span.TotalHours],
        { TotalHours: >= 1 } => text[$"{name}Hour"],
        { TotalMinutes: < 2 } => text[$"{name}Now"],
        _ => text[$"{name}Minutes", (int)span.TotalMinutes],
    };

    /// <summary>The end of a page.</summary>
    public static string Write(NeedCursor cursor) => string.Create(
        CultureInfo.InvariantCulture, $"{cursor.DueAt?.UtcTicks ?? 0}-{cursor.Since.UtcTicks}-{cursor.Kind}-{HexId.Write(cursor.Id)}");

    /// <returns><see langword="null"/> for anything that is none: then the first page is shown.</returns>
    public static NeedCursor? ReadCursor(string? typed) =>
        typed?.Split('-') is [var due, var since, var kind, var id]
        && Moment(due) is { } dueAt && Moment(since) is { } sinceAt && Enum.TryParse<NeedKind>(kind, out var read) && Enum.IsDefined(read) && HexId.TryRead(id, out var row)
            ? new NeedCursor(dueAt.Ticks == 0 ? null : dueAt, sinceAt, read, row)
            : null;

    private static DateTimeOffset? Moment(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks ? new DateTimeOffset(at, TimeSpan.Zero) : null;
}

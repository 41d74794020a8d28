namespace CaseManager.Core.Reports.Plain;

/// <summary>What someone wrote into the form without script. It lives in memory while it is sealed, and nowhere else.</summary>
public sealed record PlainReport
{
    /// <summary><c>me</c>, <c>someone</c> or <c>found</c>.</summary>
    public required string About { get; init; }

    /// <summary>Whatever was typed into the box for links, a line each.</summary>
    public required string Links { get; init; }

    public required string Story { get; init; }

    /// <summary><c>adult</c>, <c>minor</c>, <c>unsure</c> or <c>unsaid</c>.</summary>
    public required string Age { get; init; }

    /// <summary><c>none</c>, <c>threat</c>, <c>now</c> or <c>unsaid</c>.</summary>
    public required string Danger { get; init; }

    public required string DeadlineDate { get; init; }

    public required string DeadlineWhy { get; init; }

    public required string Name { get; init; }

    /// <summary><see langword="null"/> where she wants to be reached only here.</summary>
    public required PlainContact? Contact { get; init; }

    /// <summary>Purposes she agreed to.</summary>
    public required IReadOnlyList<string> Consents { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }
}

/// <summary>How she may be reached without danger.</summary>
/// <param name="Channel"><c>here</c>, <c>phone</c>, <c>mail</c> or <c>other</c>.</param>
/// <param name="Word">A word to say, so that she knows who it is.</param>
/// <param name="Never">What must never be done.</param>
public sealed record PlainContact(string Channel, string Address, string Hours, bool Voicemail, string Word, string Never);

namespace CaseManager.Core.Platforms;

/// <summary>Where a fact of the directory or of a regime was read; shown beside it.</summary>
public sealed record FactSource
{
    public required string Url { get; init; }

    /// <summary>Primary text, regulator, platform page, press …</summary>
    public required string Kind { get; init; }

    /// <summary>Which facts it carries.</summary>
    public required string Supports { get; init; }

    /// <summary>Day or copy it was read from, as noted.</summary>
    public string? AsOf { get; init; }
}

/// <summary>How far a record can be relied on.</summary>
public sealed record FactConfidence
{
    public required string Overall { get; init; }

    /// <summary>What nobody has checked yet.</summary>
    public required IReadOnlyList<string> Unverified { get; init; }
}

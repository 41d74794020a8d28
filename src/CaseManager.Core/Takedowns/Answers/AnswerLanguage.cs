namespace CaseManager.Core.Takedowns.Answers;

/// <summary>The rules of one language as they stand in its file, <c>Rules/{language}.json</c>.</summary>
public sealed record AnswerLanguage
{
    public required string Language { get; init; }

    /// <summary>latin, cyrillic, han or hangul: a mail in two scripts is read in both.</summary>
    public required string Script { get; init; }

    /// <summary>Small words of the language: by how many of them a text holds, languages of one script are told apart. Empty where the script tells.</summary>
    public IReadOnlyList<string> Common { get; init; } = [];

    /// <summary>Lists of words that phrases name in braces.</summary>
    public IReadOnlyDictionary<string, string[]> Words { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Words before a phrase that turn it into its opposite.</summary>
    public IReadOnlyList<string> Negations { get; init; } = [];

    /// <summary>Words that make what follows in the sentence something that may come, not something that is.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Words that announce a statement ("inform you that"): no negation or condition before them touches what follows.</summary>
    public IReadOnlyList<string> Announcements { get; init; } = [];

    /// <summary>Words that no sentence of a pure confirmation of receipt holds; with an exclamation mark, not even a harmless one.</summary>
    public IReadOnlyList<string> Doubtful { get; init; } = [];

    /// <summary>Sentences that do no harm to a confirmation of receipt, whatever words they hold.</summary>
    public IReadOnlyList<string> Harmless { get; init; } = [];

    public required IReadOnlyList<AnswerRule> Rules { get; init; }
}

/// <summary>One rule: phrases, any of which gives a class.</summary>
public sealed record AnswerRule
{
    /// <summary>Without its language, such as <c>refused.not-responsible</c>.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="AnswerClasses"/>.</summary>
    public required string Class { get; init; }

    /// <summary>Among several rules that match the lowest decides; by default its class's (<see cref="AnswerRules.RankOf"/>).</summary>
    public int? Rank { get; init; }

    /// <summary>Directory ids it holds for; empty for every recipient.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    public required IReadOnlyList<string> Phrases { get; init; }

    /// <summary>Phrases in the same sentence that keep the rule from matching.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];

    /// <summary>It holds a negation of its own ("no longer available"), or needs none looked for.</summary>
    public bool EvenNegated { get; init; }

    /// <summary>It gives way where the mail confirms receipt and gives a number: many help desks add that nobody reads what is sent to their robot.</summary>
    public bool UnlessReceipt { get; init; }

    /// <summary>It holds after "if" and its like as well.</summary>
    public bool EvenConditional { get; init; }
}

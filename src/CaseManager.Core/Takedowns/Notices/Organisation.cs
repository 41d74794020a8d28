namespace CaseManager.Core.Takedowns.Notices;

/// <summary>The organisation as the notifier. Every value is one line; an empty one counts as missing where a regime asks for it.</summary>
public sealed record Organisation
{
    public required string Name { get; init => field = OneLine(value); }

    /// <summary>Mail address notices come from.</summary>
    public required string Mailbox { get; init => field = OneLine(value); }

    /// <summary>Who signs: a role, not a caseworker's private name.</summary>
    public string Signatory { get; init => field = OneLine(value); } = "";

    /// <summary>In what capacity.</summary>
    public string Capacity { get; init => field = OneLine(value); } = "";

    /// <summary>Postal address in one line; some regimes ask for it.</summary>
    public string Address { get; init => field = OneLine(value); } = "";

    /// <summary>Telephone number; some regimes ask for it.</summary>
    public string Telephone { get; init => field = OneLine(value); } = "";

    public string Website { get; init => field = OneLine(value); } = "";

    // A line break would start a header of its own.
    private static string OneLine(string value) =>
        value.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')
            ? throw new ArgumentException("A value of the organisation is one line.", nameof(value))
            : value.Trim();
}

namespace CaseManager.Web.Settings;

/// <summary>The section <c>CaseManager:Organisation</c>: the notifier of every notice.</summary>
public sealed class OrganisationOptions
{
    public const string Section = "CaseManager:Organisation";

    /// <summary>Name as it stands in notices.</summary>
    public string Name { get; init; } = "";

    /// <summary>Mail address notices come from.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>Who signs: a role, not a caseworker's private name.</summary>
    public string Signatory { get; init; } = "";

    /// <summary>In what capacity.</summary>
    public string Capacity { get; init; } = "";

    /// <summary>Postal address in one line; the copyright regime asks for it.</summary>
    public string Address { get; init; } = "";

    /// <summary>Telephone number; the copyright regime asks for it.</summary>
    public string Telephone { get; init; } = "";

    public string Website { get; init; } = "";

    /// <summary>Time zone, IANA name; decides days in deadlines.</summary>
    public string Zone { get; init; } = "UTC";
}

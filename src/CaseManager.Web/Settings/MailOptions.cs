namespace CaseManager.Web.Settings;

/// <summary>The section <c>CaseManager:Mail</c>: what outgoing mail is marked with.</summary>
public sealed class MailOptions
{
    public const string Section = "CaseManager:Mail";

    /// <summary>Domain of reply addresses, bounce addresses and message ids.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Our own address in another mail system that gets a copy of every notice; empty for none.</summary>
    public string Journal { get; init; } = "";
}

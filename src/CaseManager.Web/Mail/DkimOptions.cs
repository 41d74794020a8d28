namespace CaseManager.Web.Mail;

/// <summary>The section <c>CaseManager:Mail:Dkim</c>: the signature of outgoing notices (RFC 6376). Without it they leave unsigned, and the program says so when it starts.</summary>
public sealed class DkimOptions
{
    public const string Section = "CaseManager:Mail:Dkim";

    /// <summary>Domain that signs; that of the notices' sender, or one above it.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Name of the key in the domain's DNS: <c>selector._domainkey.domain</c>.</summary>
    public string Selector { get; init; } = "";

    /// <summary>File with the private key in PEM: RSA of at least 2048 bits, or Ed25519 (RFC 8463).</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>Whether notices are signed.</summary>
    public bool IsThere => Domain.Length > 0 || Selector.Length > 0 || KeyFile.Length > 0;
}

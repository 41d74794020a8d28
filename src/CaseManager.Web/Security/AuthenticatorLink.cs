namespace CaseManager.Web.Security;

/// <summary>The address an authenticator app understands: on the phone as a link, elsewhere as a picture.</summary>
public static class AuthenticatorLink
{
    public static string Of(string name, string key, string organisation) =>
        $"otpauth://totp/{Uri.EscapeDataString(organisation)}:{Uri.EscapeDataString(name)}"
        + $"?secret={key}&issuer={Uri.EscapeDataString(organisation)}&digits=6&period=30";
}

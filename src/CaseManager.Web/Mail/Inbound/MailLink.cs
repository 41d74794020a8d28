namespace CaseManager.Web.Mail.Inbound;

/// <summary>Where a link in a mail leads, as text, in the form in which letters cannot pose as others.</summary>
internal static class MailLink
{
    private const int Longest = 2_000;

    /// <summary>The whole address, so that a person can open it by hand; null for anything but http and https.</summary>
    internal static string? Address(string? href) =>
        Read(href) is { } uri ? (uri.UserInfo.Length > 0 ? uri.IdnHost : uri.AbsoluteUri) : null;

    private static Uri? Read(string? href) =>
        href?.Trim() is { Length: > 0 and <= Longest } text && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : null;
}

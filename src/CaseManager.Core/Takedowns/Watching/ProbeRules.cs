namespace CaseManager.Core.Takedowns.Watching;

/// <summary>Rules that give a verdict, as codes. Telegram's markers: design of its web preview, read 2026.</summary>
public static class ProbeRules
{
    /// <summary>Version of all rules together, stored beside every verdict.</summary>
    public const int Version = 1;

    /// <summary>A message element names the post.</summary>
    public const string Post = "telegram-post";

    /// <summary>So it does, and where the body would be Telegram asks to open its app.</summary>
    public const string MediaHidden = "telegram-media-hidden";

    /// <summary>The page is Telegram's error element, and no message.</summary>
    public const string PostMissing = "telegram-error";

    /// <summary>The error speaks of the name.</summary>
    public const string NameMissing = "telegram-error-name";

    /// <summary>A message element names another post: renamed, or a linked group.</summary>
    public const string OtherPost = "telegram-other-post";

    /// <summary>The name is somebody else's now than when it was first seen; what is there may be an innocent person's.</summary>
    public const string OtherOwner = "telegram-other-owner";

    /// <summary>A title and a count of members.</summary>
    public const string Peer = "telegram-peer";

    /// <summary>A channel's public preview.</summary>
    public const string Channel = "telegram-channel";

    /// <summary>The page offers to contact the name, and has no title.</summary>
    public const string NameUnused = "telegram-contact";

    /// <summary>The page speaks of another peer.</summary>
    public const string OtherPeer = "telegram-other-peer";

    /// <summary>None of the markers: join wall, interstitial, changed layout.</summary>
    public const string NoMarker = "no-marker";

    /// <summary>The site itself answered 404 or 410 at the item's address.</summary>
    public const string NotFound = "not-found";

    /// <summary>A removal page as declared; its id follows after a colon.</summary>
    public const string RemovalPage = "removal-page";

    /// <summary>Something answers there, and nobody can tell what.</summary>
    public const string Answers = "answers";

    /// <summary>404 at a site's front page tells of the site's trouble, not of an item.</summary>
    public const string FrontPage = "front-page";

    /// <summary>The answer led elsewhere.</summary>
    public const string Redirected = "redirected";

    /// <summary>The answer led to a sign-in page.</summary>
    public const string SignIn = "sign-in";

    /// <summary>A status that tells nothing.</summary>
    public const string Status = "status";

    /// <summary>403, 429 or 503: we are not welcome just now.</summary>
    public const string ToldToStop = "told-to-stop";

    /// <summary>Neither HTML nor told what it is; its body was not read.</summary>
    public const string NotHtml = "not-html";

    /// <summary>Not UTF-8, or compressed in a way nobody asked for.</summary>
    public const string Encoding = "encoding";

    /// <summary>Larger than any page of interest.</summary>
    public const string TooLarge = "too-large";

    /// <summary>No answer, or a broken one.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>It did not answer in time.</summary>
    public const string TooSlow = "too-slow";

    /// <summary>The host's name leads to an address that is not a public one.</summary>
    public const string AddressRefused = "address-refused";

    /// <summary>The post we own was not seen in the same run: a miss may be our own trouble.</summary>
    public const string Control = "control";

    /// <summary>Today's table of links makes another key of it; it is read again shortly.</summary>
    public const string OldKey = "old-key";

    /// <summary>A kind of link that no program can see; the kind follows after a colon.</summary>
    public const string Kind = "kind";

    /// <summary>A host that no name server knows by its form.</summary>
    public const string Host = "host";

    /// <summary>A bare IP address.</summary>
    public const string IpAddress = "ip-address";

    /// <summary>A port of its own.</summary>
    public const string Port = "port";
}

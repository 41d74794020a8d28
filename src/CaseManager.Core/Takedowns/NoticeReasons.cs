namespace CaseManager.Core.Takedowns;

/// <summary>Why a notice stopped or waits: codes only, the words stand in the pages' texts.</summary>
public static class NoticeReasons
{
    /// <summary>She withdrew her consent before it left.</summary>
    public const string ConsentWithdrawn = "consent-withdrawn";

    /// <summary>She deleted her case before it left.</summary>
    public const string CaseDeleted = "case-deleted";

    /// <summary>Its requests ended or rest.</summary>
    public const string RequestNotActive = "request-not-active";

    /// <summary>Everything it names is gone.</summary>
    public const string TargetGone = "target-gone";

    /// <summary>The typed contact is not confirmed any more.</summary>
    public const string ContactNotConfirmed = "contact-not-confirmed";

    /// <summary>Its recipient was taken out of the directory.</summary>
    public const string RecipientRemoved = "recipient-removed";

    /// <summary>Its recipient's address was corrected in the directory since.</summary>
    public const string RecipientChanged = "recipient-changed";

    /// <summary>The law it was written under was switched off, or is not in force any more.</summary>
    public const string RegimeOff = "regime-off";

    /// <summary>Its address became one that is never to be used.</summary>
    public const string NeverAddress = "never-address";

    /// <summary>A person stopped it.</summary>
    public const string ByPerson = "by-person";

    /// <summary>The relay could not be reached, or broke off before the text was sent.</summary>
    public const string RelayUnreachable = "relay-unreachable";

    /// <summary>The relay did not accept our sign-in.</summary>
    public const string RelayRefusedUs = "relay-refused-us";

    /// <summary>Refused for now with a 4xx status.</summary>
    public const string RefusedForNow = "refused-for-now";

    /// <summary>Refused for good with a 5xx status.</summary>
    public const string RefusedForGood = "refused-for-good";

    /// <summary>Refused for good since the address does not exist (RFC 3463, 5.1.x).</summary>
    public const string BadMailbox = "bad-mailbox";

    /// <summary>Refused for good by policy (RFC 3463, 5.7.x): they do not trust our mail.</summary>
    public const string RefusedByPolicy = "refused-by-policy";

    /// <summary>The address is known not to exist.</summary>
    public const string AddressSuppressed = "address-suppressed";

    /// <summary>Held: its contact was asked about one of its links a short while ago.</summary>
    public const string AskedRecently = "asked-recently";

    /// <summary>Held: its contact got a notice a moment ago.</summary>
    public const string ContactGap = "contact-gap";

    /// <summary>Held: its contact got as many notices as it gets in a day.</summary>
    public const string ContactCap = "contact-cap";

    /// <summary>Refused for now during a whole day.</summary>
    public const string GaveUp = "gave-up";

    /// <summary>It may or may not have left.</summary>
    public const string OutcomeUnknown = "outcome-unknown";

    /// <summary>The case's data key is destroyed or damaged, or the bytes are not those that were sealed.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The reasons for which a notice waits for its contact's sake.</summary>
    public static IReadOnlyList<string?> Holds { get; } = [AskedRecently, ContactGap, ContactCap];
}

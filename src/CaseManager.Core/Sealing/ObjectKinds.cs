using System.Collections.Frozen;

namespace CaseManager.Core.Sealing;

/// <summary>What a sealed object can be, under which key pair, by whom, and how large.</summary>
public static class ObjectKinds
{
    public const string Wrap = "wrap";
    public const string TriageCard = "triage-card";
    public const string Report = "report";
    public const string AssistedReport = "assisted-report";
    public const string Draft = "draft";
    public const string Message = "message";
    public const string Consent = "consent";
    public const string ReleaseCopy = "release-copy";
    public const string ShownAnswer = "shown-answer";
    public const string Document = "document";
    public const string CountingId = "counting-id";
    public const string Announcement = "announcement";
    public const string Note = "note";
    public const string StaffCard = "staff-card";
    public const string StaffDraft = "staff-draft";
    public const string Answer = "answer";
    public const string Authority = "authority";
    public const string Outcome = "outcome";
    public const string Reminder = "reminder";
    public const string Handover = "handover";

    private const int KiB = 1024;

    private static readonly FrozenSet<string> UnderC = new[]
    {
        Wrap, TriageCard, Report, AssistedReport, Draft, Message, Consent, ReleaseCopy, ShownAnswer, Document, CountingId, Announcement,
    }.ToFrozenSet();

    private static readonly FrozenSet<string> UnderN = new[]
    {
        Wrap, Note, StaffCard, StaffDraft, Answer, Authority, Outcome, Reminder, Handover, Announcement,
    }.ToFrozenSet();

    private static readonly FrozenSet<string> BySurvivor = new[]
    {
        Wrap, TriageCard, Report, Draft, Message, Consent, Document, CountingId,
    }.ToFrozenSet();

    private static readonly FrozenSet<string> ByServerUnderC = new[] { Wrap, TriageCard, AssistedReport }.ToFrozenSet();

    /// <summary>Whether there is such a kind under a key pair.</summary>
    public static bool Exists(KeyPairName keyPair, string kind) => (keyPair is KeyPairName.C ? UnderC : UnderN).Contains(kind);

    /// <summary>Whether an author may write a kind at all. Whom a request lets write is the request's matter.</summary>
    public static bool MayWrite(string author, KeyPairName keyPair, int generation, string kind) => author switch
    {
        _ when !Exists(keyPair, kind) => false,
        Authors.Survivor => keyPair is KeyPairName.C && BySurvivor.Contains(kind) && (kind != Wrap || generation == 0),
        Authors.Server when keyPair is KeyPairName.N => kind == Answer,
        Authors.Server => generation == 0 && ByServerUnderC.Contains(kind),
        _ => Authors.IsStaff(author, out _),
    };

    /// <summary>Whether it is what she sends once, under the first key of her case.</summary>
    public static bool IsPartOfReport(string kind) => kind is TriageCard or Report or AssistedReport or Draft;

    /// <summary>The largest age file of a kind, bytes.</summary>
    public static int MaximumFileLength(string kind) => kind switch
    {
        TriageCard or StaffCard or Wrap => 8 * KiB,
        Report or AssistedReport or Draft or StaffDraft or Document or ReleaseCopy => 256 * KiB,
        _ => 64 * KiB,
    };
}

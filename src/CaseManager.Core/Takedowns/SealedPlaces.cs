namespace CaseManager.Core.Takedowns;

/// <summary>Where released fields are stored; a sealed field opens at its own place only.</summary>
internal static class SealedPlaces
{
    public static string TargetKey(Guid targetId) => $"target-key {HexId.Write(targetId)}";

    public static string TargetUrl(Guid targetId) => $"target-url {HexId.Write(targetId)}";

    public static string VenueKey(Guid venueId) => $"venue-key {HexId.Write(venueId)}";

    public static string VenueUrl(Guid venueId) => $"venue-url {HexId.Write(venueId)}";

    public static string SuccessorReason(Guid successorId) => $"successor-reason {HexId.Write(successorId)}";

    public static string Statement(Guid releaseId) => $"release-statement {HexId.Write(releaseId)}";

    public static string Payload(Guid noticeId) => $"notice-payload {HexId.Write(noticeId)}";

    public static string Envelope(Guid noticeId) => $"notice-envelope {HexId.Write(noticeId)}";

    public static string Reference(Guid noticeId) => $"notice-reference {HexId.Write(noticeId)}";

    public static string StepReason(Guid stepId) => $"step-reason {HexId.Write(stepId)}";

    public static string StepReference(Guid stepId) => $"step-reference {HexId.Write(stepId)}";

    public static string HoldLifted(Guid noticeId) => $"notice-hold-lifted {HexId.Write(noticeId)}";
}

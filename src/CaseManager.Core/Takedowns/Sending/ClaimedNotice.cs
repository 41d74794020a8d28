namespace CaseManager.Core.Takedowns.Sending;

/// <summary>A notice a worker holds for a while.</summary>
/// <param name="Fence">Number of the claim; with an older one nothing can be settled.</param>
public sealed record ClaimedNotice(Guid NoticeId, Guid CaseId, int Fence);

using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;

namespace CaseManager.Core.Takedowns;

/// <summary>A person filled in a form and says when; from then on the clock runs.</summary>
public sealed class RecordFormSubmission(
    NoticeChange change, StartClocks clocks, DataKeys keys, AuditLog audit, TimeProvider time)
{
    /// <summary>Clocks of two machines may differ this much.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private const int LongestReference = 200;

    /// <param name="at">When it was submitted.</param>
    /// <param name="reference">What the platform gave for it; may be empty.</param>
    /// <exception cref="RefusedException"><c>in-the-future</c>, <c>before-sealing</c>, <c>reference</c>, <c>wrong-state</c>.</exception>
    public Task RunAsync(Guid noticeId, Guid staffId, DateTimeOffset at, string reference, CancellationToken cancel) =>
        change.RunAsync(noticeId, (notice, _) => RecordAsync(notice, staffId, at, reference.Trim(), cancel), cancel);

    private async Task RecordAsync(Notice notice, Guid staffId, DateTimeOffset at, string reference, CancellationToken cancel)
    {
        if (at > time.GetUtcNow() + Tolerance)
        {
            throw new RefusedException("in-the-future");
        }

        // People type minutes: the minute in which it was sealed is not before.
        if (at < notice.SealedAt - Tolerance)
        {
            throw new RefusedException("before-sealing");
        }

        if (reference.Length > LongestReference || reference.Any(char.IsControl))
        {
            throw new RefusedException("reference");
        }

        // The same form posted twice by the same person is one submission.
        if (notice.State == NoticeState.SubmittedByOperator && notice.SubmittedBy == staffId && notice.LeftAt == at)
        {
            return;
        }

        notice.Submit(staffId, at, await SealAsync(notice, reference, cancel));
        await audit.AppendAsync(
            notice.CaseId, "FormSubmitted", Actor.Staff(staffId), new AuditData { { "noticeId", notice.Id }, { "submittedAt", at } }, cancel);
        await clocks.RunAsync(notice, at, Actor.Staff(staffId), cancel);
    }

    private async Task<byte[]?> SealAsync(Notice notice, string reference, CancellationToken cancel) => reference.Length == 0
        ? null
        : FieldCipher.Seal(
            await keys.GetOrCreateAsync(notice.CaseId, cancel), Encoding.UTF8.GetBytes(reference), SealedPlaces.Reference(notice.Id));
}

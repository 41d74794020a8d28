using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CaseManager.Core.Sealing;

namespace CaseManager.Core.Reports;

/// <summary>Whether a posted case belongs to this organisation and can be opened by whom it must be.</summary>
public sealed partial class CheckSealedCase(AcceptingReports accepting)
{
    /// <param name="kinds">The kinds its objects must have, each exactly once.</param>
    /// <param name="forStaff">Whether wraps for the team and for recovery must be there, or must not.</param>
    /// <exception cref="RefusedException">It breaks a rule; the code says which.</exception>
    public async Task RunAsync(SealedCase posted, IReadOnlyList<string> kinds, bool forStaff, CancellationToken cancel)
    {
        var (instance, epochs) = await accepting.RunAsync(cancel);
        if (posted.PublicKey.Length != HybridKey.PublicKeyLength || CaseIdOf.PublicKey(instance.InstanceId, posted.PublicKey) != posted.CaseId)
        {
            throw new RefusedException("case-id");
        }

        if ((posted.ReceiptLookup is null) != (posted.ReceiptToken is null)
            || posted.ReceiptLookup is { Length: not SHA256.HashSizeInBytes } || posted.ReceiptToken is { Length: not SHA256.HashSizeInBytes })
        {
            throw new RefusedException("receipt");
        }

        if (!LanguageTag().IsMatch(posted.Language))
        {
            throw new RefusedException("language");
        }

        if (!posted.Consents.All(ConsentPurposes.All.Contains) || posted.Consents.Distinct().Count() != posted.Consents.Count)
        {
            throw new RefusedException("consents");
        }

        if (!posted.Objects.Select(o => o.Kind).Order().SequenceEqual(kinds.Order()))
        {
            throw new RefusedException("objects");
        }

        CheckWraps(posted.Wraps, posted.ReceiptLookup is not null, forStaff, epochs);
    }

    private static void CheckWraps(IReadOnlyList<NewObject> wraps, bool forReceipt, bool forStaff, IReadOnlyList<int> known)
    {
        var recipients = wraps.Select(wrap => wrap.Recipient ?? "").ToList();
        var epochs = recipients.Where(recipient => Recipients.IsEpoch(recipient, out _)).ToList();
        List<string> expected = forReceipt ? [Recipients.Receipt] : [];
        if (forStaff)
        {
            expected.AddRange([Recipients.Recovery, epochs.FirstOrDefault() ?? "epoch"]);
        }

        if (wraps.Any(wrap => !wrap.IsWrap || wrap.KeyPair is not KeyPairName.C || wrap.Generation != 0)
            || !recipients.Order().SequenceEqual(expected.Order()))
        {
            throw new RefusedException("wraps");
        }

        // An older epoch is as good as the newest; one that never was would be a report nobody can open.
        if (epochs.Any(recipient => Recipients.IsEpoch(recipient, out var number) && !known.Contains(number)))
        {
            throw new RefusedException("unknown-epoch");
        }
    }

    [GeneratedRegex(@"^(?=.{2,16}\z)[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex LanguageTag();
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports.Plain;

/// <summary>Takes in a report from the form without script: seals it in memory and keeps nothing else of it.</summary>
public sealed class ReceivePlainReport(
    CaseManagerDbContext database, ShowIntake showIntake, KeyFolder keys, Flood flood, StoreObjects store, GiveConsent giveConsent,
    AuditLog audit, TimeProvider time)
{
    /// <param name="form">Random bytes of the form that was filled in: sent twice with the same words it makes one case and one receipt.</param>
    /// <returns>Her receipt, to be shown once.</returns>
    /// <exception cref="RefusedException"><c>not-accepting</c>, <c>consents</c>, <c>object-too-large</c>.</exception>
    public async Task<ReceiptCode> RunAsync(PlainReport report, byte[] form, CancellationToken cancel)
    {
        if (!report.Consents.All(ConsentPurposes.All.Contains))
        {
            throw new RefusedException("consents");
        }

        var (instance, bundle) = await showIntake.RunAsync(cancel);
        var secrets = Secrets(report, form);
        var receipt = new ReceiptCode(secrets[HybridKey.SeedLength..]);
        var plainCase = new PlainCase(instance.InstanceId, secrets[..HybridKey.SeedLength]);

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(plainCase.CaseId, cancel);
        if (!await database.Set<Report>().AnyAsync(r => r.CaseId == plainCase.CaseId, cancel))
        {
            var posted = Seal(report, plainCase, receipt.Keys(instance.Salt), instance, bundle);
            await StoreAsync(posted, cancel);
            await transaction.CommitAsync(cancel);
        }

        return receipt;
    }

    /// <summary>Seed of <c>C</c> and the receipt's secret: from bytes only her browser and this request have, so a second press makes the same.</summary>
    private byte[] Secrets(PlainReport report, byte[] form)
    {
        var words = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(report));
        return HKDF.DeriveKey(
            HashAlgorithmName.SHA256, [.. form, .. words], HybridKey.SeedLength + ReceiptCode.SecretLength,
            keys.Challenges.ToArray(), "casemanager/1 plain form"u8.ToArray());
    }

    private SealedCase Seal(PlainReport report, PlainCase plainCase, ReceiptKeys receipt, Instance instance, IntakeBundle bundle)
    {
        using var document = JsonDocument.Parse(bundle.Bundle);
        var epochKey = Base64Url.DecodeFromChars(document.RootElement.GetProperty("epochKey").GetString());
        var receiptKey = HybridKey.PublicKeyOf(receipt.SurvivorSeed);
        return new SealedCase
        {
            CaseId = plainCase.CaseId,
            PublicKey = plainCase.PublicKey,
            Language = report.Language,
            ReceiptLookup = SHA256.HashData(receipt.LookupId),
            ReceiptToken = SHA256.HashData(receipt.AuthToken),
            Wraps =
            [
                plainCase.Wrap(Recipients.Epoch(bundle.Epoch), epochKey, receiptKey),
                plainCase.Wrap(Recipients.Recovery, instance.RecoveryKey, receiptKey),
                plainCase.Wrap(Recipients.Receipt, receiptKey, receiptKey),
            ],
            Objects =
            [
                plainCase.Next(ObjectKinds.TriageCard, PlainBodies.Card(report)),
                plainCase.Next(ObjectKinds.AssistedReport, PlainBodies.Report(report, time.GetUtcNow().RoundedToMicroseconds())),
            ],
            Consents = report.Consents,
            PostedHash = [],
        };
    }

    private async Task StoreAsync(SealedCase posted, CancellationToken cancel)
    {
        var now = time.GetUtcNow().RoundedToMicroseconds();
        var held = await flood.IsOnAsync(cancel);
        var report = await database.OpenReportAsync(posted, IntakeMode.ServerAssisted, cancel);
        report.Size = posted.Objects.Sum(o => o.File.Length);
        report.Receive(now, held);
        await giveConsent.WithFormAsync(posted.CaseId, posted.Consents, now, cancel);
        await database.SaveChangesAsync(cancel);
        await store.RunAsync(posted.CaseId, Authors.Server, [.. posted.Wraps, .. posted.Objects], replaceWraps: false, cancel);
        await audit.AppendAsync(
            posted.CaseId,
            "ReportReceived",
            Actor.Survivor,
            new AuditData { { "mode", "server-assisted" }, { "held", held }, { "consents", posted.Consents } },
            cancel);
    }
}

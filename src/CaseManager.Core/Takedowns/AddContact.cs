using System.Net.Mail;
using CaseManager.Core.Audit;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Platforms.Records;
using Microsoft.EntityFrameworkCore;
using Directory = CaseManager.Core.Platforms.Records.Directory;

namespace CaseManager.Core.Takedowns;

/// <summary>A caseworker types an abuse contact of a host without a record; somebody else has to confirm it.</summary>
public sealed class AddContact(
    CaseManagerDbContext database, ReadDirectory readDirectory, AuditLog audit, TimeProvider time)
{
    /// <param name="host">A host, or any link on it.</param>
    /// <param name="address">One mail address.</param>
    /// <param name="source">Where she found it.</param>
    /// <exception cref="RefusedException"><c>host</c>, <c>host-has-record</c>, <c>address</c>, <c>never-address</c>, <c>source</c>, <c>contact-exists</c>.</exception>
    public async Task<TypedContact> RunAsync(string host, string address, string source, Guid staffId, CancellationToken cancel)
    {
        var directory = await readDirectory.RunAsync(cancel);
        var contact = new TypedContact
        {
            Id = RandomId.New(),
            Host = ReadHost(host.Trim(), directory),
            Address = ReadAddress(address.Trim(), directory),
            Source = source.Trim() is { Length: > 0 and <= 500 } found ? found : throw new RefusedException("source"),
            AddedBy = staffId,
            AddedAt = time.GetUtcNow(),
        };
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if (await database.Set<TypedContact>().AnyAsync(known => known.Host == contact.Host && known.Address == contact.Address, cancel))
        {
            throw new RefusedException("contact-exists", RefusalKind.Conflict);
        }

        database.Add(contact);
        await audit.AppendAsync(
            AuditLog.Organisation, "ContactAdded", Actor.Staff(staffId), new AuditData { { "contactId", contact.Id } }, cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return contact;
    }

    private static string ReadHost(string typed, Directory directory)
    {
        var link = directory.Normalizer.Normalize(typed.Contains("://", StringComparison.Ordinal) ? typed : $"https://{typed}/");
        if (link.Platform is not null)
        {
            throw new RefusedException("host-has-record", RefusalKind.Conflict);
        }

        return link.Url is { } url && RegistrableHosts.Of(new Uri(url).IdnHost) is { Length: > 0 } registrable
            ? registrable
            : throw new RefusedException("host");
    }

    private static string ReadAddress(string typed, Directory directory)
    {
        if (directory.Platforms.Never.Contain(typed))
        {
            throw new RefusedException("never-address");
        }

        return typed.Length <= 254 && MailAddress.TryCreate(typed, out var parsed) && parsed.Address == typed
            && typed.All(character => char.IsAscii(character) && !char.IsControl(character) && character is not (' ' or '"' or ',' or ';'))
                ? typed
                : throw new RefusedException("address");
    }
}

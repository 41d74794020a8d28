using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Sending;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>Whether a mail comes from where an answer to a notice would come from.</summary>
public sealed class ReplyDomains(CaseManagerDbContext database, ReadDirectory readDirectory, DataKeys keys)
{
    /// <param name="domain">Of the mail's From.</param>
    /// <returns>Whether it belongs to the notice's recipient: the domain of the address it went to, one of the platform's mail domains or hosts, or one below.</returns>
    public async Task<bool> ExpectAsync(Notice notice, string domain, CancellationToken cancel)
    {
        var from = RegistrableHosts.Of(domain.Trim().TrimEnd('.').ToLowerInvariant());
        if (from.Length == 0)
        {
            return false;
        }

        return (await HostsAsync(notice, cancel)).Any(host => RegistrableHosts.Of(host) == from);
    }

    /// <summary>Whether a delivery report is about the very address the notice went to: one behind a list, or our journal, says nothing of it.</summary>
    public async Task<bool> IsAboutAsync(Notice notice, IReadOnlyList<string> bounced, CancellationToken cancel) =>
        await AddressAsync(notice, cancel) is { } address
        && MailAddressText.Find(address) is [var plain, ..]
        && bounced.Any(one => MailAddressText.Find(one) is [var other, ..] && other.Equals(plain, StringComparison.OrdinalIgnoreCase));

    private async Task<IReadOnlyList<string>> HostsAsync(Notice notice, CancellationToken cancel)
    {
        var hosts = new List<string>();
        if (await AddressAsync(notice, cancel) is { } address)
        {
            hosts.Add(DomainOf(address));
        }

        if (Recipient.IsPlatform(notice.Recipient, out var platformId)
            && (await readDirectory.RunAsync(cancel)).Platforms.Find(platformId) is { } platform)
        {
            hosts.AddRange(platform.HostPatterns.Select(pattern => pattern.Replace("*.", "", StringComparison.Ordinal)));
            hosts.AddRange(platform.Channels.Where(channel => channel.Route == ChannelRoute.Mail).Select(channel => DomainOf(channel.Address)));
        }
        else if (Recipient.IsContact(notice.Recipient, out var contactId))
        {
            hosts.AddRange(await database.Set<TypedContact>().Where(contact => contact.Id == contactId).Select(contact => contact.Host).ToListAsync(cancel));
        }

        return [.. hosts.Where(host => host.Contains('.', StringComparison.Ordinal)).Select(host => host.ToLowerInvariant())];
    }

    private async Task<string?> AddressAsync(Notice notice, CancellationToken cancel)
    {
        if (notice.EnvelopeSealed is null || await keys.FindAsync([notice.CaseId], cancel) is not { } found || found.GetValueOrDefault(notice.CaseId) is not { } key)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Envelope>(FieldCipher.Open(key, notice.EnvelopeSealed, SealedPlaces.Envelope(notice.Id)))?.Recipient;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string DomainOf(string address) => MailAddressText.Find(address) is [var plain, ..] ? plain[(plain.LastIndexOf('@') + 1)..] : "";
}

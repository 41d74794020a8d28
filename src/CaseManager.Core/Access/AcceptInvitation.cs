using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>Takes an invitation up: alias, password, and proof that her phone makes the right codes. Works once.</summary>
public sealed class AcceptInvitation(CaseManagerDbContext database, UserManager<StaffMember> members, AuditLog audit, TimeProvider clock)
{
    /// <summary>Longest alias.</summary>
    public const int MaximumAlias = 60;

    /// <returns>The member whose open invitation this is; <see langword="null"/> when used, expired or unknown.</returns>
    public async Task<StaffMember?> FindAsync(string code, CancellationToken cancel)
    {
        var hash = Invitation.HashOf(code);
        var member = await members.Users.SingleOrDefaultAsync(m => m.InvitationHash == hash, cancel);
        return member?.CanAcceptInvitation(clock.GetUtcNow()) is true ? member : null;
    }

    /// <summary>The key her authenticator app needs, base32.</summary>
    public async Task<string> CodeKeyAsync(StaffMember member) => (await members.GetAuthenticatorKeyAsync(member))!;

    /// <returns>What is wrong; empty when the account is ready.</returns>
    public async Task<IReadOnlyList<AcceptanceFault>> RunAsync(
        StaffMember member, string alias, string password, string oneTimeCode, CancellationToken cancel)
    {
        List<AcceptanceFault> faults = [];
        if (alias.Trim() is not { Length: > 0 and <= MaximumAlias })
        {
            faults.Add(AcceptanceFault.Alias);
        }

        if (!await IsGoodAsync(member, password))
        {
            faults.Add(AcceptanceFault.Password);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (!await members.VerifyTwoFactorTokenAsync(member, TokenOptions.DefaultAuthenticatorProvider, oneTimeCode))
        {
            faults.Add(AcceptanceFault.OneTimeCode);
        }

        if (faults.Count > 0)
        {
            // Rolled back with the transaction: the code stays good for the next try.
            return faults;
        }

        member.AcceptInvitation(alias.Trim(), clock.GetUtcNow());
        if (!(await members.AddPasswordAsync(member, password)).Succeeded)
        {
            return [AcceptanceFault.Taken];
        }

        await audit.AppendAsync(
            AuditLog.Organisation, "InvitationAccepted", Actor.Staff(member.Id), new AuditData { { "staff", member.Id } }, cancel);
        await transaction.CommitAsync(cancel);
        return [];
    }

    private async Task<bool> IsGoodAsync(StaffMember member, string password)
    {
        foreach (var rule in members.PasswordValidators)
        {
            if (!(await rule.ValidateAsync(members, member, password)).Succeeded)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Why an invitation was not taken up.</summary>
public enum AcceptanceFault
{
    /// <summary>Empty or too long.</summary>
    Alias,

    /// <summary>Too short, or her own name.</summary>
    Password,

    /// <summary>Not the code of this key and moment.</summary>
    OneTimeCode,

    /// <summary>Somebody took it up in the same moment.</summary>
    Taken,
}

using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Access;

/// <summary>Someone who works for the organisation and signs in on the staff host. Made by an invitation, never by herself.</summary>
public sealed class StaffMember : IdentityUser<Guid>
{
    /// <summary>How long an invitation can be taken up.</summary>
    public static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);

    /// <summary>The name colleagues and survivors see; never a legal name by rule. Her sign-in name until she chose one.</summary>
    public required string Alias { get; set; }

    /// <summary>When she was invited last, UTC.</summary>
    public DateTimeOffset InvitedAt { get; private set; }

    /// <summary>SHA-256 of the open invitation's code, 32 bytes; <see langword="null"/> once taken up.</summary>
    public byte[]? InvitationHash { get; private set; }

    /// <summary>When the open invitation ends, exclusive, UTC.</summary>
    public DateTimeOffset? InvitationExpiresAt { get; private set; }

    /// <summary>When the account was closed, UTC.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>The 30-second step of the newest one-time code she used; an older or equal one is refused.</summary>
    public long LastCodeStep { get; private set; }

    /// <summary>Whether she may sign in by any way at all: the account is open, and no invitation waits to be taken up.</summary>
    public bool CanSignIn => DisabledAt is null && InvitationHash is null;

    /// <summary>Opens an invitation; an earlier one, her password and her one-time codes end with it.</summary>
    public void Invite(byte[] codeHash, DateTimeOffset now)
    {
        InvitedAt = now;
        InvitationHash = codeHash;
        InvitationExpiresAt = now + InvitationLife;
        DisabledAt = null;
        PasswordHash = null;
        TwoFactorEnabled = false;
        LastCodeStep = 0;
        AccessFailedCount = 0;
        LockoutEnd = null;
    }

    public bool CanAcceptInvitation(DateTimeOffset now) =>
        InvitationHash is not null && now < InvitationExpiresAt && DisabledAt is null;

    /// <exception cref="InvalidOperationException">There is no open invitation.</exception>
    public void AcceptInvitation(string alias, DateTimeOffset now)
    {
        if (!CanAcceptInvitation(now))
        {
            throw new InvalidOperationException("There is no open invitation.");
        }

        Alias = alias;
        InvitationHash = null;
        InvitationExpiresAt = null;
        TwoFactorEnabled = true;
    }

    /// <summary>Closes the account and any open invitation.</summary>
    public void Disable(DateTimeOffset now)
    {
        DisabledAt = now;
        InvitationHash = null;
        InvitationExpiresAt = null;
    }

    /// <returns><see langword="false"/> when this code, or a later one, was used before.</returns>
    public bool UseCode(long step)
    {
        if (step <= LastCodeStep)
        {
            return false;
        }

        LastCodeStep = step;
        return true;
    }
}

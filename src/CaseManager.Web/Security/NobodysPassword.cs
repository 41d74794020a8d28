using System.Security.Cryptography;
using CaseManager.Core.Access;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Web.Security;

/// <summary>A password nobody has, so that a name nobody has takes as long to refuse as a wrong password.</summary>
public sealed class NobodysPassword(IPasswordHasher<StaffMember> hasher)
{
    private static readonly StaffMember Nobody = new() { Alias = "" };
    private static string? hash;

    public void Verify(string password)
    {
        hash ??= hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        hasher.VerifyHashedPassword(Nobody, hash, password);
    }
}

using CaseManager.Core.Access;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Web.Tests.Access;

/// <summary>The real hasher, counting how often it was asked to verify.</summary>
internal sealed class CountingHasher : PasswordHasher<StaffMember>
{
    private int verified;

    public int Verified => verified;

    public override PasswordVerificationResult VerifyHashedPassword(StaffMember user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref verified);
        return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

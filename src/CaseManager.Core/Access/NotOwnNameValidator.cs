using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Access;

/// <summary>A password may not be built on the sign-in name, nor be a few characters repeated.</summary>
public sealed class NotOwnNameValidator : IPasswordValidator<StaffMember>
{
    private const int FewestDifferent = 6;

    public Task<IdentityResult> ValidateAsync(UserManager<StaffMember> manager, StaffMember user, string? password)
    {
        var weak = password is null
            || password.Distinct().Count() < FewestDifferent
            || password.Contains(user.UserName!, StringComparison.OrdinalIgnoreCase);
        return Task.FromResult(weak ? IdentityResult.Failed(new IdentityError { Code = "WeakPassword" }) : IdentityResult.Success);
    }
}

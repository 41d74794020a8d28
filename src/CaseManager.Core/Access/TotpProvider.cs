using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Access;

/// <summary>Checks one-time codes by our clock and lets none count twice; Identity's own provider does neither.</summary>
public sealed class TotpProvider(TimeProvider clock) : IUserTwoFactorTokenProvider<StaffMember>
{
    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<StaffMember> manager, StaffMember user) =>
        await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 };

    /// <returns>Nothing: the app on her phone makes the codes.</returns>
    public Task<string> GenerateAsync(string purpose, UserManager<StaffMember> manager, StaffMember user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<StaffMember> manager, StaffMember user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key
            || Totp.FindStep(Base32.Read(key), token, clock.GetUtcNow()) is not { } step
            || !user.UseCode(step))
        {
            return false;
        }

        // Of two requests with the same code one loses here, by the concurrency stamp.
        return (await manager.UpdateAsync(user)).Succeeded;
    }
}

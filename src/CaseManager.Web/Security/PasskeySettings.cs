using CaseManager.Web.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Security;

/// <summary>
/// Passkeys belong to the staff host of the settings, never to what a request calls itself: the public host, a sibling
/// and another port can neither ask for one nor use one.
/// </summary>
public sealed class PasskeySettings(IOptions<CaseManagerOptions> settings) : IConfigureOptions<IdentityPasskeyOptions>
{
    private const string Required = "required";

    public void Configure(IdentityPasskeyOptions options)
    {
        var staff = new Uri(settings.Value.StaffUrl);
        var origin = staff.IsDefaultPort ? $"{staff.Scheme}://{staff.IdnHost}" : $"{staff.Scheme}://{staff.IdnHost}:{staff.Port}";
        options.ServerDomain = staff.IdnHost;
        options.UserVerificationRequirement = Required;
        options.ResidentKeyRequirement = Required;
        options.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.Origin == origin);
    }
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Security;

/// <summary>The keys behind cookies and tokens: in the database for all machines, encrypted under a file that a dump does not hold.</summary>
public static class ProtectedCookies
{
    public static void AddProtectedCookies(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("CaseManager");
        services.AddSingleton<DataProtectionFile>();
        services.AddSingleton<DatabaseKeyRepository>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = provider.GetRequiredService<DatabaseKeyRepository>();
            keys.XmlEncryptor = new KeyFileEncryptor(provider.GetRequiredService<DataProtectionFile>());
        }));
    }
}

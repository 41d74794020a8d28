using System.Security.Cryptography;
using CaseManager.TestSupport;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Security;

public sealed class ProtectedCookiesTests(PostgresServer server)
{
    [Fact]
    public async Task SecondMachine_WithTheSameKeyFile_OpensWhatTheFirstProtected()
    {
        await using var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var first = WebApp.InMemory(database);
        await using var second = WebApp.InMemory(database, first.KeyFolder);

        var cookie = Protector(first).Protect("session");

        Assert.Equal("session", Protector(second).Unprotect(cookie));
    }

    [Fact]
    public async Task ThiefOfTheDatabase_WithoutTheKeyFile_OpensNothing()
    {
        await using var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var first = WebApp.InMemory(database);
        await using var thief = WebApp.InMemory(database);

        var cookie = Protector(first).Protect("session");

        Assert.ThrowsAny<CryptographicException>(() => Protector(thief).Unprotect(cookie));
    }

    [Fact]
    public async Task StoredKey_HoldsNoSecretInClear()
    {
        await using var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = WebApp.InMemory(database);
        Protector(app).Protect("session");

        await using var context = database.Open();
        var stored = await context.DataProtectionKeys.SingleAsync(TestContext.Current.CancellationToken);

        Assert.Contains("KeyFileDecryptor", stored.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", stored.Xml, StringComparison.Ordinal);
    }

    private static IDataProtector Protector(WebApp app) =>
        app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}

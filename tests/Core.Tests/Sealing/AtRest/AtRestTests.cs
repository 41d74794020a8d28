using System.Security.Cryptography;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Sealing.AtRest;

public sealed class AtRestTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Field_AtAnotherPlaceOrChanged_DoesNotOpen()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var box = FieldCipher.Seal(key, "a link"u8, "target-url 1");

        Assert.Equal("a link"u8.ToArray(), FieldCipher.Open(key, box, "target-url 1"));
        Assert.ThrowsAny<CryptographicException>(() => FieldCipher.Open(key, box, "target-url 2"));
        Assert.ThrowsAny<CryptographicException>(() => FieldCipher.Open(RandomNumberGenerator.GetBytes(32), box, "target-url 1"));
        Assert.ThrowsAny<CryptographicException>(() => FieldCipher.Open(key, box.AsSpan(0, 20), "target-url 1"));
        box[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => FieldCipher.Open(key, box, "target-url 1"));
    }

    [Fact]
    public async Task DataKey_MadeByTwoAtOnce_IsOneKeyUntilDestroyed()
    {
        var owner = RandomId.New();
        var folder = Folder();

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WithKeysAsync(folder, dataKeys => dataKeys.GetOrCreateAsync(owner, Cancel))));
        Assert.Single(keys.Select(Convert.ToHexString).Distinct());

        await WithKeysAsync(folder, async dataKeys =>
        {
            await dataKeys.DestroyAsync(owner, Cancel);
            return 0;
        });
        Assert.Null(await WithKeysAsync(folder, dataKeys => dataKeys.FindAsync(owner, Cancel)));
    }

    [Fact]
    public async Task DataKey_WithAnotherKeyFolder_DoesNotOpen()
    {
        var owner = RandomId.New();
        await WithKeysAsync(Folder(), dataKeys => dataKeys.GetOrCreateAsync(owner, Cancel));

        await Assert.ThrowsAnyAsync<CryptographicException>(() => WithKeysAsync(Folder(), dataKeys => dataKeys.FindAsync(owner, Cancel)));
    }

    [Fact]
    public void LookupHash_OfEqualValues_IsEqualWithinAKindAndAFolderOnly()
    {
        var (folder, other) = (new LookupHash(Folder()), new LookupHash(Folder()));

        Assert.Equal(folder.Of("target", "web:a/"), folder.Of("target", "web:a/"));
        Assert.NotEqual(folder.Of("target", "web:a/"), folder.Of("contact", "web:a/"));
        Assert.NotEqual(folder.Of("target", "web:a/"), other.Of("target", "web:a/"));
    }

    [Fact]
    public void KeyFolder_WithoutItsFiles_SaysWhichIsMissing()
    {
        var folder = new KeyFolder(TestFolders.New());

        Assert.Equal(5, folder.Check().Count);
        Assert.Contains("fields.key", Assert.Throws<KeyFileException>(() => folder.Fields.ToArray()).Message, StringComparison.Ordinal);
    }

    private static KeyFolder Folder()
    {
        var folder = new KeyFolder(TestFolders.New());
        folder.Create();
        return folder;
    }

    private async Task<T> WithKeysAsync<T>(KeyFolder folder, Func<DataKeys, Task<T>> work)
    {
        await using var database = fixture.Database.Open();
        return await work(new DataKeys(database, folder));
    }
}

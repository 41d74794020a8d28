using System.Security.Cryptography;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Security;

/// <summary>The key file <c>data-protection.key</c>: 32 random bytes, made at the first start.</summary>
public sealed class DataProtectionFile(IOptions<CaseManagerOptions> options)
{
    private const int Length = 32;

    /// <exception cref="InvalidDataException">The file does not hold 32 bytes.</exception>
    public byte[] Read()
    {
        var path = Path.Combine(options.Value.KeyFolder, "data-protection.key");
        Create(path);
        var key = File.ReadAllBytes(path);
        return key.Length == Length ? key : throw new InvalidDataException("The file data-protection.key does not hold 32 bytes.");
    }

    // Written aside and moved without overwriting: of two programs that start together, one wins and both read its key.
    private static void Create(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        var aside = $"{path}.{Environment.ProcessId}.new";
        var writing = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            writing.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, writing))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
        }

        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }
}

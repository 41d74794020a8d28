using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace CaseManager.Web.Security;

/// <summary>Opens what <see cref="KeyFileEncryptor"/> wrote; the framework makes it from its name.</summary>
public sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <exception cref="CryptographicException">The key file is another one, or the document was changed.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var box = Convert.FromBase64String(encryptedElement.Value);
        var nonce = box.AsSpan(0, KeyFileEncryptor.NonceLength);
        var tag = box.AsSpan(KeyFileEncryptor.NonceLength, KeyFileEncryptor.TagLength);
        var ciphertext = box.AsSpan(KeyFileEncryptor.NonceLength + KeyFileEncryptor.TagLength);
        var plaintext = new byte[ciphertext.Length];

        using var cipher = new AesGcm(services.GetRequiredService<DataProtectionFile>().Read(), KeyFileEncryptor.TagLength);
        cipher.Decrypt(nonce, ciphertext, tag, plaintext);
        return XElement.Parse(Encoding.UTF8.GetString(plaintext));
    }
}

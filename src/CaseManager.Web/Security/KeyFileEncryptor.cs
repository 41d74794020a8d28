using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace CaseManager.Web.Security;

/// <summary>Encrypts the secret part of a key document: AES-256-GCM, written as nonce (12), tag (16), ciphertext.</summary>
public sealed class KeyFileEncryptor(DataProtectionFile file) : IXmlEncryptor
{
    internal const int NonceLength = 12;
    internal const int TagLength = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plaintext = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var box = new byte[NonceLength + TagLength + plaintext.Length];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);

        using var cipher = new AesGcm(file.Read(), TagLength);
        cipher.Encrypt(nonce, plaintext, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength));
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(box)), typeof(KeyFileDecryptor));
    }
}

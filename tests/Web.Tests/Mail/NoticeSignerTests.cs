using System.Text;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.TestSupport;
using CaseManager.Web.Commands;
using CaseManager.Web.Mail;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;

namespace CaseManager.Web.Tests.Mail;

public sealed class NoticeSignerTests
{
    private const string Rsa = "rsa";
    private const string Ed25519 = "ed25519";

    private static readonly Dictionary<string, AsymmetricCipherKeyPair> Keys = new()
    {
        [Rsa] = Generate(new RsaKeyPairGenerator(), new KeyGenerationParameters(new SecureRandom(), 2048)),
        [Ed25519] = Generate(new Ed25519KeyPairGenerator(), new Ed25519KeyGenerationParameters(new SecureRandom())),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Rsa, "rsa-sha256")]
    [InlineData(Ed25519, "ed25519-sha256")]
    public async Task Build_WithAKey_IsSignedSoThatTheDomainsPublicKeyVerifiesIt(string kind, string algorithm)
    {
        using var message = Load(Build(kind));

        var signature = message.Headers[HeaderId.DkimSignature]!;
        Assert.Contains($"a={algorithm}", signature, StringComparison.Ordinal);
        Assert.Contains("c=relaxed/relaxed", signature, StringComparison.Ordinal);
        Assert.Contains("h=from:from:to:subject:date:message-id:reply-to:references:auto-submitted", signature.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(), StringComparison.Ordinal);
        Assert.True(await VerifyAsync(message, kind));
    }

    [Theory]
    [InlineData("Subject", "Another subject")]
    [InlineData("Reply-To", "somebody@else.example")]
    [InlineData("To", "somebody@else.example")]
    public async Task Verify_AHeaderWasChanged_Fails(string header, string value)
    {
        using var message = Load(Build(Rsa));
        message.Headers[header] = value;

        Assert.False(await VerifyAsync(message, Rsa));
    }

    /// <summary>From is signed once more than it stands: a second one breaks it.</summary>
    [Fact]
    public async Task Verify_ASecondFromWasAdded_Fails()
    {
        var bytes = Encoding.ASCII.GetString(Build(Rsa));
        var at = bytes.IndexOf("From: ", StringComparison.Ordinal);
        using var message = Load(Encoding.ASCII.GetBytes($"{bytes[..at]}From: somebody@else.example\r\n{bytes[at..]}"));

        Assert.False(await VerifyAsync(message, Rsa));
    }

    [Fact]
    public void Build_WithoutAKey_IsNotSigned()
    {
        using var message = Load(NoticeMessage.Build(Rendered(), ExampleOrganisation.Tokens, Guid.Empty, DateTimeOffset.UnixEpoch, new NoticeSigner(Options.Create(new DkimOptions()))).Bytes);

        Assert.Null(message.Headers[HeaderId.DkimSignature]);
    }

    [Theory]
    [InlineData("other.example", "mail", true, "Domain")]
    [InlineData("example", "mail", true, "Domain")]
    [InlineData("helpline.example", "", true, "Selector")]
    [InlineData("helpline.example", "mail", false, "KeyFile")]
    [InlineData("helpline.example", "mail", true, null)]
    [InlineData("", "", false, null)]
    public void Settings_AreNamedWhereTheyAreWrong(string domain, string selector, bool hasKey, string? wrong)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new($"{OrganisationOptions.Section}:Mailbox", "desk@helpline.example")]).Build();

        var result = new DkimOptionsCheck(settings).Validate(null, new DkimOptions { Domain = domain, Selector = selector, KeyFile = hasKey ? KeyFile(Rsa) : "" });

        Assert.Equal(wrong is null ? 0 : 1, result.Failures?.Count() ?? 0);
        Assert.All(result.Failures ?? [], failure => Assert.StartsWith($"The setting CaseManager:Mail:Dkim:{wrong} ", failure, StringComparison.Ordinal));
    }

    private static byte[] Build(string kind) => NoticeMessage.Build(
        Rendered(),
        ExampleOrganisation.Tokens,
        Guid.Empty,
        DateTimeOffset.UnixEpoch,
        new NoticeSigner(Options.Create(new DkimOptions { Domain = "helpline.example", Selector = "mail", KeyFile = KeyFile(kind) }))).Bytes;

    private static RenderedNotice Rendered() => new()
    {
        NoticeId = Guid.Empty,
        Recipient = new NoticeRecipient { Id = "contact:test", Name = "host.example", Route = Core.Takedowns.NoticeRoute.Mail, Address = "abuse@host.example" },
        Template = "eu-dsa-16/en/1",
        Mail = new NoticeMail("Örganisation", "desk@helpline.example", "abuse@host.example", "takedown+t@helpline.example", "[TD-0000-0000] Notice", "Please remove it – now."),
        Missing = [],
        Refused = [],
    };

    private static string KeyFile(string kind)
    {
        var file = Path.Combine(TestFolders.New(), "dkim.pem");
        using var text = File.CreateText(file);
        using var pem = new PemWriter(text);
        pem.WriteObject(kind == Rsa ? Keys[kind].Private : new Org.BouncyCastle.OpenSsl.Pkcs8Generator(Keys[kind].Private));
        return file;
    }

    private static async Task<bool> VerifyAsync(MimeMessage message, string kind) => await new DkimVerifier(new Zone(Keys[kind].Public))
        .VerifyAsync(message, message.Headers.First(header => header.Id == HeaderId.DkimSignature), Cancel);

    private static MimeMessage Load(byte[] bytes) => MimeMessage.Load(new MemoryStream(bytes), Cancel);

    private static AsymmetricCipherKeyPair Generate(IAsymmetricCipherKeyPairGenerator generator, KeyGenerationParameters parameters)
    {
        generator.Init(parameters);
        return generator.GenerateKeyPair();
    }

    /// <summary>The domain's DNS, on this machine.</summary>
    private sealed class Zone(AsymmetricKeyParameter key) : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            (domain, selector) == ("helpline.example", "mail") ? key : throw new InvalidOperationException("No such key.");

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}

using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

/// <summary>Chromium's virtual authenticator in one page; knows what it told the page, and watches what the page tells anybody.</summary>
public sealed partial class VirtualAuthenticator
{
    private readonly List<byte[]> sent = [];

    private VirtualAuthenticator()
    {
    }

    /// <summary>How often somebody had to touch it.</summary>
    public int Touches { get; private set; }

    /// <summary>What the PRF extension gave the page: it opens keys, and nobody else may get it.</summary>
    public List<byte[]> Secrets { get; } = [];

    /// <param name="prf">Whether it has the extension.</param>
    public static async Task<VirtualAuthenticator> PlugInAsync(IPage page, bool prf)
    {
        var plugged = new VirtualAuthenticator();
        page.Context.Request += (_, request) => plugged.sent.Add([.. Encoding.UTF8.GetBytes(request.Url), .. request.PostDataBuffer ?? []]);
        await page.ExposeFunctionAsync("touched", (string? secret) =>
        {
            plugged.Touches++;
            if (secret is not null)
            {
                plugged.Secrets.Add(Convert.FromHexString(secret));
            }
        });
        await page.AddInitScriptAsync(
            """
            for (const ask of ["create", "get"]) {
              const asked = navigator.credentials[ask].bind(navigator.credentials);
              navigator.credentials[ask] = async (options) => {
                const answer = await asked(options);
                const first = answer.getClientExtensionResults().prf?.results?.first;
                await touched(first ? [...new Uint8Array(first)].map((byte) => byte.toString(16).padStart(2, "0")).join("") : null);
                return answer;
              };
            }
            """);
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["ctap2Version"] = "ctap2_1",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["hasPrf"] = prf,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return plugged;
    }

    /// <summary>Fails when a secret left the page: as text of any kind, or inside something that was itself written as text.</summary>
    public void AssertNothingLeaked()
    {
        Assert.NotEmpty(sent);
        foreach (var secret in Secrets)
        {
            string[] spellings = [Base64Url.EncodeToString(secret), Convert.ToBase64String(secret), Convert.ToHexString(secret)];
            Assert.All(sent, bytes =>
            {
                var text = Encoding.UTF8.GetString(bytes);
                Assert.All(spellings, spelling => Assert.DoesNotContain(spelling, text, StringComparison.OrdinalIgnoreCase));
                Assert.All(Written().Matches(text), match => Assert.Equal(-1, Decoded(match.Value).AsSpan().IndexOf(secret)));
            });
        }
    }

    // Whole groups of four: what is cut off is shorter than any secret.
    private static byte[] Decoded(string written) => Base64Url.DecodeFromChars(written.AsSpan(0, written.Length - (written.Length % 4)));

    [GeneratedRegex("[A-Za-z0-9_-]{43,}")]
    private static partial Regex Written();
}

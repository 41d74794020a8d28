using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseManager.Core.Sealing.Age;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Sealing;

/// <summary>The published test vectors of the age format (C2SP/CCTV), held against what the server reads without any key.</summary>
public sealed partial class AgeVectorTests
{
    private const string Ours = AgeHeader.StanzaType;

    /// <summary>Headers of ours whose fault lies in the shares: whoever opens them sees it, and the server opens nothing.</summary>
    private static readonly string[] SeenWithAKeyOnly = ["hybrid_identity", "hybrid_low_order"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_EveryPublishedVector_FallsIntoOneOfTheseTests()
    {
        var vectors = await ReadVectorsAsync();

        Assert.True(vectors.Count > 140, $"{vectors.Count} vectors");
        Assert.All(vectors, vector => Assert.True(
            new[] { vector.IsMalformed, vector.IsOnlyOurs, vector.HasForeignStanza, vector.IsArmored }.Count(holds => holds) == 1, vector.Name));
        Assert.All(SeenWithAKeyOnly, name => Assert.Contains(vectors, vector => vector.Name == name && vector.IsOnlyOurs));
    }

    [Fact]
    public async Task Read_MalformedHeader_IsRefused()
    {
        var vectors = (await ReadVectorsAsync()).Where(vector => vector.IsMalformed).ToList();

        Assert.Contains(vectors, vector => vector.Name == "hybrid_not_canonical_body");
        Assert.All(vectors, vector => Assert.True(RefusalOf(vector) is not null, vector.Name));
    }

    [Fact]
    public async Task Read_OnlyHybridStanzas_Passes()
    {
        var vectors = (await ReadVectorsAsync()).Where(vector => vector.IsOnlyOurs).ToList();

        Assert.Contains(vectors, vector => vector.Name == "hybrid_multiple_recipients");
        Assert.All(vectors, vector => Assert.True(RefusalOf(vector) is null, vector.Name));
    }

    [Fact]
    public async Task Read_AnyOtherStanzaKind_IsRefusedForThat()
    {
        var vectors = (await ReadVectorsAsync()).Where(vector => vector.HasForeignStanza).ToList();

        Assert.All(["x25519", "scrypt", "hybrid_and_x25519", "hybrid_grease", "hybrid_uppercase"], name => Assert.Contains(vectors, vector => vector.Name == name));
        Assert.All(vectors, vector => Assert.Equal((vector.Name, "foreign-stanza"), (vector.Name, RefusalOf(vector))));
    }

    [Fact]
    public async Task Read_Armored_IsRefusedAsNoAgeFile()
    {
        var vectors = (await ReadVectorsAsync()).Where(vector => vector.IsArmored).ToList();

        Assert.NotEmpty(vectors);
        Assert.All(vectors, vector => Assert.Equal((vector.Name, "not-an-age-file"), (vector.Name, RefusalOf(vector))));
    }

    private static string? RefusalOf(Vector vector)
    {
        try
        {
            AgeHeader.Read(vector.File).PlaintextLength(vector.File.Length);
            return null;
        }
        catch (RefusedException refusal)
        {
            return refusal.Code;
        }
    }

    private static async Task<IReadOnlyList<Vector>> ReadVectorsAsync()
    {
        using var node = Process.Start(new ProcessStartInfo("node", RepositoryFolder.File("src/CaseManager.Browser/generate/age-vectors.mjs"))
        {
            RedirectStandardOutput = true,
        })!;
        var lines = await node.StandardOutput.ReadToEndAsync(Cancel);
        await node.WaitForExitAsync(Cancel);
        Assert.Equal(0, node.ExitCode);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Vector.Read)];
    }

    private sealed partial record Vector(string Name, string Expect, byte[] File, IReadOnlyList<string> Stanzas)
    {
        public bool IsArmored => Name.StartsWith("armor_", StringComparison.Ordinal);

        public bool IsMalformed => !IsArmored && Expect == "header failure" && !SeenWithAKeyOnly.Contains(Name);

        public bool IsOnlyOurs => !IsArmored && !IsMalformed && Stanzas.All(stanza => stanza == Ours);

        public bool HasForeignStanza => !IsArmored && !IsMalformed && Stanzas.Any(stanza => stanza != Ours);

        public static Vector Read(string line)
        {
            using var json = JsonDocument.Parse(line);
            var vector = json.RootElement;
            var file = Base64Url.DecodeFromChars(vector.GetProperty("file").GetString());
            var header = Encoding.Latin1.GetString(file).Split("\n---")[0];
            return new Vector(
                vector.GetProperty("name").GetString()!, vector.GetProperty("expect").GetString()!, file,
                [.. StanzaLine().Matches(header).Select(stanza => stanza.Groups[1].Value)]);
        }

        [GeneratedRegex(@"^-> (\S+)", RegexOptions.Multiline)]
        private static partial Regex StanzaLine();
    }
}

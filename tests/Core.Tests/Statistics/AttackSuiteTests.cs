using System.Diagnostics;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Statistics;

/// <summary>The attack suite is a program of its own; here it is shown to see what it should, by bundles that are sound and bundles that are not.</summary>
public sealed class AttackSuiteTests(AttackSuiteTests.Toys toys) : IClassFixture<AttackSuiteTests.Toys>
{
    private const string Release = "stats-toy-help-2025-c1-r0.zip";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Project_RefersToNothingOfTheProduct()
    {
        var project = RepositoryFolder.File("tests/StatsAttack/StatsAttack.csproj");
        var built = File.ReadAllText(Path.ChangeExtension(Toys.Program, ".deps.json"));

        Assert.DoesNotContain("<ProjectReference", File.ReadAllText(project), StringComparison.Ordinal);
        Assert.DoesNotContain("CaseManager.", built, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strict", "4")]
    [InlineData("standard", "12")]
    [InlineData("detailed", "1")]
    public async Task Verify_SoundBundle_FindsNothing(string preset, string periods)
    {
        var folder = TestFolders.New();
        await RunAsync(0, "toy", "bundles", "--truth", toys.Truth, "--preset", preset, "--periods", periods, "--out", folder);

        var lines = await RunAsync(0, "verify", Path.Combine(folder, Release));

        Assert.Equal(15, lines.Count);
        Assert.All(lines, line => Assert.StartsWith("ok verify ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2024-07", 1, "4")]
    [InlineData("2024-Q3", 1, "12")]
    [InlineData("2023-2025", 7, "4")]
    public async Task VerifyAndOverlap_OtherPeriods_AreSoundAloneAndNotBesideAYear(string period, int tables, string dividedInto)
    {
        var (truth, folder) = (Path.Combine(TestFolders.New(), "truth.csv"), TestFolders.New());
        await RunAsync(0, "synthesize", "--cases", "100", "--years", "2023-2025", "--seed", "5", "--out", truth);
        string[] toy = ["toy", "bundles", "--truth", truth, "--preset", "standard", "--out", folder];

        await RunAsync(0, [.. toy, "--period", period]);
        var alone = await RunAsync(0, "verify", Path.Combine(folder, $"stats-toy-help-{period}-c1-r0.zip"));
        await RunAsync(0, "overlap", folder);
        await RunAsync(0, [.. toy, "--period", "2024", "--periods", dividedInto]);
        var beside = await RunAsync(1, "overlap", folder);

        Assert.Contains(alone, line => line.StartsWith("ok verify layout", StringComparison.Ordinal) && line.Contains($": {tables} tables of {period}", StringComparison.Ordinal));
        Assert.Contains(beside, line => line.StartsWith("FAIL overlap periods", StringComparison.Ordinal) && line.Contains(period, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ValueUnderThreshold", "values", "intake_by_platform 2025 other is 19, under the threshold of 20")]
    [InlineData("NegativeValue", "values", "intake_by_platform 2025 other is -3, which is negative")]
    [InlineData("WrongStatus", "values", "is called ok")]
    [InlineData("MissingCell", "cells", "intake_by_platform lacks 2025 tiktok")]
    [InlineData("CellTwice", "cells", "intake_by_platform has 2025 instagram 2 times")]
    [InlineData("WrongTotal", "totals", "noise does not go so far")]
    [InlineData("DrawnTwice", "ledger", "C3 2025 was drawn twice as revision 0")]
    [InlineData("CsvDiffers", "csv", "for intake_by_period 2025-Q1, stats.json")]
    [InlineData("XlsxDiffers", "xlsx", "for intake_by_period 2025-Q1, stats.json")]
    [InlineData("SvgDiffers", "svg", "the chart of intake_by_period does not show 2025-Q1")]
    [InlineData("WrongHash", "manifest", "README.txt has another hash than in the manifest")]
    [InlineData("OtherKey", "signature", "the signature is not over this manifest")]
    [InlineData("WrongBytesInDataPackage", "datapackage", "datapackage.json says")]
    [InlineData("Formula", "xlsx", "has a formula")]
    [InlineData("HiddenSheet", "xlsx", "sheet totals is hidden")]
    [InlineData("InjectedLabel", "codes", "codes/country.csv has a text that a spreadsheet would run: =1+1")]
    [InlineData("ByteOrderMark", "texts", "METHOD.md begins with a byte order mark")]
    [InlineData("CarriageReturn", "texts", "README.txt has a carriage return")]
    [InlineData("ForeignFile", "layout", "data/raw.csv is not of the contract")]
    [InlineData("Deflated", "zip", "is not stored")]
    [InlineData("Dated", "zip", "is not dated 1980-01-01 00:00")]
    [InlineData("Script", "svg", "loads or runs something in script")]
    public async Task Verify_BundleWithAFlaw_NamesIt(string flaw, string check, string finding)
    {
        var lines = await RunAsync(1, "verify", Path.Combine(toys.Flaws, flaw, Release));

        var line = Assert.Single(lines, line => line.StartsWith($"FAIL verify {check} of {Release}: ", StringComparison.Ordinal));
        Assert.Contains(finding, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ValueChangedAfterSigning_NamesFileAndFormat()
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(toys.Flaws, "None", Release), Cancel);
        var at = bytes.AsSpan().IndexOf(",ok,9\n"u8) - 1;
        bytes[at] = bytes[at] == '9' ? (byte)'8' : (byte)(bytes[at] + 1);
        var changed = Path.Combine(TestFolders.New(), Release);
        await File.WriteAllBytesAsync(changed, bytes, Cancel);

        var lines = await RunAsync(1, "verify", changed);

        Assert.Contains(lines, line => line.StartsWith("FAIL verify zip", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("FAIL verify manifest", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("FAIL verify datapackage", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("FAIL verify csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OverlapAndRecover_TheSameExportedOften_FindNothing()
    {
        var folder = TestFolders.New();
        for (var copy = 0; copy < 20; copy++)
        {
            File.Copy(Path.Combine(toys.Flaws, "None", Release), Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"{copy}")).FullName, Release));
        }

        var overlap = await RunAsync(0, "overlap", folder);
        var recover = await RunAsync(0, "recover", folder, "--truth", toys.Truth);

        Assert.StartsWith("ok overlap copies: 20 exports of 1 releases", overlap[0], StringComparison.Ordinal);
        Assert.Contains("20 exports of the same", recover[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task OverlapAndRecover_NoiseDrawnAnew_SayWhatGivesIt()
    {
        var (truth, folder) = (Path.Combine(TestFolders.New(), "truth.csv"), TestFolders.New());
        await RunAsync(0, "synthesize", "--cases", "3000", "--year", "2025", "--seed", "5", "--out", truth);
        await RunAsync(0, "toy", "bundles", "--truth", truth, "--preset", "standard", "--redraws", "64", "--out", folder);

        var overlap = await RunAsync(1, "overlap", folder);
        var recover = await RunAsync(1, "recover", folder, "--truth", truth);

        Assert.Contains(overlap, line => line.StartsWith($"FAIL overlap copies: {Release} exists as 64 different files", StringComparison.Ordinal));
        Assert.Contains(overlap, line => line.StartsWith("FAIL overlap values", StringComparison.Ordinal));
        Assert.Contains(overlap, line => line.StartsWith("FAIL overlap ledger: I1 2025-Q1 revision 0 was drawn 64 times", StringComparison.Ordinal));
        Assert.Contains(recover, line => line.StartsWith("FAIL recover large cells growth", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restate_SameOtherAndMissing_AreToldApart()
    {
        var (before, other, empty) = (Path.Combine(toys.Flaws, "None"), Path.Combine(toys.Flaws, "WrongTotal"), TestFolders.New());

        Assert.Contains("the same", (await RunAsync(0, "restate", before, before))[^1], StringComparison.Ordinal);
        Assert.Contains("other bytes from", (await RunAsync(1, "restate", before, other))[^1], StringComparison.Ordinal);
        Assert.Contains("not exported again", (await RunAsync(1, "restate", before, empty))[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 0, 0)]
    [InlineData("0.75", 1, 1)]
    [InlineData("1.5", 0, 1)]
    public async Task MembershipAndAudit_Noise_IsNeitherLessNorMuchMoreThanDeclared(string scale, int membership, int audit)
    {
        var noise = Path.Combine(TestFolders.New(), "noise.txt");
        await RunAsync(0, "toy", "noise", "--preset", "standard", "--scale", scale, "--out", noise);

        await RunAsync(membership, "membership", "--preset", "standard", "--noise", noise);
        await RunAsync(audit, "audit-eps", "--preset", "standard", "--noise", noise);
    }

    [Fact]
    public async Task MembershipAndAudit_BoundedNoise_MakesTheInsiderCertain()
    {
        var noise = Path.Combine(TestFolders.New(), "noise.txt");
        await RunAsync(0, "toy", "noise", "--preset", "standard", "--bound", "12", "--out", noise);

        var membership = await RunAsync(1, "membership", "--preset", "standard", "--noise", noise);
        await RunAsync(1, "audit-eps", "--preset", "standard", "--noise", noise);

        Assert.Contains(membership, line => line.StartsWith("FAIL membership standard, every cell shown, posterior", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Utility_TwentyYearsOf500_StaysWithinTheLimits()
    {
        var (truth, bundles) = (Path.Combine(TestFolders.New(), "truth.csv"), TestFolders.New());
        await RunAsync(0, "synthesize", "--cases", "500", "--years", "2001-2020", "--seed", "1", "--out", truth);
        await RunAsync(0, "toy", "bundles", "--truth", truth, "--preset", "standard", "--out", bundles);

        await RunAsync(0, "utility", bundles, "--truth", truth, "--cases", "500");
        await RunAsync(0, "recover", bundles, "--truth", truth);
    }

    [Fact]
    public async Task Synthesize_SameSeed_SameCasesInTheImportFormat()
    {
        var (one, two) = (Path.Combine(TestFolders.New(), "one.csv"), Path.Combine(TestFolders.New(), "two.csv"));

        await RunAsync(0, "synthesize", "--cases", "50", "--year", "2024", "--seed", "3", "--out", one);
        await RunAsync(0, "synthesize", "--cases", "50", "--year", "2025", "--seed", "3", "--out", one, "--append");
        await RunAsync(0, "synthesize", "--cases", "50", "--years", "2024-2025", "--seed", "3", "--out", two);

        var lines = await File.ReadAllLinesAsync(one, Cancel);
        Assert.Equal(await File.ReadAllLinesAsync(two, Cancel), lines);
        Assert.Equal("side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band", lines[0]);
        Assert.Equal(100, lines.Count(line => line.StartsWith("intake,202", StringComparison.Ordinal) && line.EndsWith(",,", StringComparison.Ordinal)));
        Assert.All(lines.Skip(101), line => Assert.Equal(8, line.Split(',').Length));
    }

    [Fact]
    public async Task Control_BrokenExporters_AreCaughtAndSoundOnesNot()
    {
        var lines = await RunAsync(0, "control");

        Assert.Equal(12, lines.Count(line => line.StartsWith("ok control ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("verify", "/nowhere.zip")]
    [InlineData("membership", "--preset", "none", "--noise", "/nowhere.txt")]
    [InlineData("synthesize", "--cases", "5", "--seed", "1", "--out", "/nowhere/x.csv")]
    public async Task Run_WrongUsage_ExitsWithTwo(params string[] arguments) => await RunAsync(2, arguments);

    internal static async Task<IReadOnlyList<string>> RunAsync(int exitCode, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Toys.Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == exitCode, $"{string.Join(' ', arguments)} ended with {process.ExitCode}, not {exitCode}:\n{output}{await errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A made-up year and one bundle with each flaw.</summary>
    public sealed class Toys : IAsyncLifetime
    {
        private readonly string root = TestFolders.New();

        /// <summary>The suite as it was built with these tests.</summary>
        public static string Program { get; } = Path.Combine(
            RepositoryFolder.File("tests/StatsAttack/bin"), Path.GetRelativePath(RepositoryFolder.File("tests/Core.Tests/bin"), AppContext.BaseDirectory), "stats-attack.dll");

        public string Truth => Path.Combine(root, "truth.csv");

        public string Flaws => Path.Combine(root, "flaws");

        public async ValueTask InitializeAsync()
        {
            await RunAsync(0, "synthesize", "--cases", "300", "--year", "2025", "--seed", "5", "--out", Truth);
            await RunAsync(0, "toy", "flaws", "--truth", Truth, "--out", Flaws);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Imports;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Cases;

/// <summary>Cases from a spreadsheet: each row once, whoever sends it and however often.</summary>
public sealed class ImportsTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> NotForCaseWork => RolesThatMayNot.Open([RoleName.Caseworker, RoleName.Supervisor]);

    [Fact]
    public async Task Import_OneRow_OpensACaseOfTheImporterAndSaysThatItWasImported()
    {
        var her = new SurvivorBrowser(team.Genesis);

        var made = await ImportAsync(her, Mark());

        Assert.Equal((201, HexId.Write(her.CaseId), true), (made.Status, (string?)made.Json["caseId"], (bool)made.Json["isNew"]!));
        var shown = (await team.Open(her).GetAsync(Cancel)).Json["case"]!;
        Assert.Equal(("staff-assisted", HexId.Write(team.First.Id), false), ((string?)shown["mode"], (string?)shown["assignee"]!["id"], (bool)shown["hasReceipt"]!));
        await using var database = team.Database.Open();
        var opened = await database.Set<AuditEvent>().SingleAsync(one => one.ChainId == her.CaseId && one.Type == "AssistedCaseOpened", Cancel);
        Assert.Equal("import", (string?)JsonNode.Parse(opened.Data)!["mode"]);
        Assert.Contains(HexId.Write(her.CaseId), await team.First.Http.GetStringAsync(new Uri("/cases?queue=mine", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task Import_TheSameRowSealedAnew_AnswersTheCaseThatIsThere()
    {
        var (first, second, row) = (new SurvivorBrowser(team.Genesis), new SurvivorBrowser(team.Genesis), Mark());

        await ImportAsync(first, row);
        var again = await ImportAsync(second, row);

        Assert.Equal((200, HexId.Write(first.CaseId), false), (again.Status, (string?)again.Json["caseId"], (bool)again.Json["isNew"]!));
        Assert.False(await IsThereAsync(second));
    }

    [Fact]
    public async Task Import_OneFileByTwoPeopleAtOnce_MakesOneCaseOfEachRow()
    {
        var rows = Enumerable.Range(0, 6).Select(_ => Mark()).ToList();
        List<SurvivorBrowser> cases = [];

        var answers = await Task.WhenAll(rows.SelectMany(row => new[] { team.First, team.Second, team.First }.Select(staff =>
        {
            var her = new SurvivorBrowser(team.Genesis);
            cases.Add(her);
            return ImportAsync(her, row, staff: staff);
        })));

        Assert.Equal(rows.Count, answers.Count(answer => answer.Status == 201));
        Assert.Equal(2 * rows.Count, answers.Count(answer => answer.Status == 200));
        Assert.Equal(rows.Count, answers.Select(answer => (string)answer.Json["caseId"]!).Distinct().Count());
        await using var database = team.Database.Open();
        var ids = cases.Select(her => her.CaseId).ToList();
        Assert.Equal(rows.Count, await database.Set<Report>().CountAsync(report => ids.Contains(report.CaseId), Cancel));
    }

    [Fact]
    public async Task Import_RowThatCameUnderAnEarlierTeamKey_MakesNoSecondCase()
    {
        var (her, row) = (new SurvivorBrowser(team.Genesis), Mark());
        await ImportAsync(her, row);

        var again = await ImportAsync(new SurvivorBrowser(team.Genesis), Mark(), older: [Mark(), row]);

        Assert.Equal((200, HexId.Write(her.CaseId)), (again.Status, (string?)again.Json["caseId"]));
    }

    [Fact]
    public async Task Import_MarkedByAKeyThatIsNotTheNewest_IsRefused()
    {
        var her = new SurvivorBrowser(team.Genesis);
        await using var own = team.Database.Open();
        own.Add(new IntakeBundle { Epoch = 2, Bundle = [1], Signature = new byte[64], Certificates = "[]" });
        await own.SaveChangesAsync(Cancel);

        var refused = await ImportAsync(her, Mark());

        await own.Set<IntakeBundle>().Where(bundle => bundle.Epoch == 2).ExecuteDeleteAsync(Cancel);
        Assert.Equal((409, "epoch-moved"), (refused.Status, refused.Code));
        Assert.False(await IsThereAsync(her));
    }

    [Fact]
    public async Task Import_MalformedMarks_AreRefused()
    {
        var her = new SurvivorBrowser(team.Genesis);

        Assert.Equal("marks", (await ImportAsync(her, new byte[15])).Code);
        Assert.Equal("marks", (await ImportAsync(her, Mark(), older: [new byte[17]])).Code);
        Assert.Equal("marks", (await ImportAsync(her, Mark(), older: [.. Enumerable.Range(0, 251).Select(_ => Mark())])).Code);
        Assert.Equal("marks", (await ImportAsync(her, Mark(), reference: [])).Code);
        Assert.Equal("marks", (await KnownAsync([.. Enumerable.Range(0, FindImported.Most + 1).Select(_ => Mark())], [])).Code);
        Assert.False(await IsThereAsync(her));
    }

    [Fact]
    public async Task Import_TheSameSealedCaseForAnotherRow_IsRefused()
    {
        var her = new SurvivorBrowser(team.Genesis);
        await ImportAsync(her, Mark());

        Assert.Equal((409, "different-report"), await CodeAsync(ImportAsync(her, Mark())));
    }

    [Fact]
    public async Task Known_TellsRowsAndReferencesThatAreThere_AndNoCaseThatIsRestricted()
    {
        var (her, hidden) = (new SurvivorBrowser(team.Genesis), new SurvivorBrowser(team.Genesis));
        var (row, reference, hiddenRow, unknown) = (Mark(), Mark(), Mark(), Mark());
        await ImportAsync(her, row, reference: reference);
        await ImportAsync(hidden, hiddenRow, staff: team.Second);
        await using (var database = team.Database.Open())
        {
            database.Add(new Restriction { CaseId = hidden.CaseId, Since = team.App.Clock.GetUtcNow() });
            await database.SaveChangesAsync(Cancel);
        }

        var known = (await KnownAsync([row, hiddenRow, unknown], [reference, unknown])).Json;

        var rows = known["rows"]!.AsArray().ToDictionary(one => (string)one!["mark"]!, one => (string?)one!["caseId"]);
        Assert.Equal(new Dictionary<string, string?> { [Text(row)] = HexId.Write(her.CaseId), [Text(hiddenRow)] = null }, rows);
        Assert.Equal(Text(reference), (string)Assert.Single(known["references"]!.AsArray())!["mark"]!);
        var again = await ImportAsync(new SurvivorBrowser(team.Genesis), hiddenRow);
        Assert.Equal((200, null), (again.Status, (string?)again.Json["caseId"]));
    }

    [Theory]
    [MemberData(nameof(NotForCaseWork))]
    public async Task Api_RoleWithoutCaseWork_IsForbidden(string role)
    {
        using var outsider = await StaffClient.CreateAsync(team.App, Cancel, role);

        Assert.Equal(403, (await ImportAsync(new SurvivorBrowser(team.Genesis), Mark(), staff: outsider)).Status);
        Assert.Equal(403, (await KnownAsync([], [], outsider)).Status);
    }

    private static byte[] Mark() => RandomNumberGenerator.GetBytes(ImportedRow.MarkLength);

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static async Task<(int Status, string? Code)> CodeAsync(Task<ApiAnswer> asked)
    {
        var answer = await asked;
        return (answer.Status, answer.Code);
    }

    private async Task<bool> IsThereAsync(SurvivorBrowser her)
    {
        await using var database = team.Database.Open();
        return await database.Set<Report>().AnyAsync(report => report.CaseId == her.CaseId, Cancel);
    }

    private async Task<ApiAnswer> ImportAsync(SurvivorBrowser her, byte[] row, byte[][]? older = null, byte[]? reference = null, StaffClient? staff = null)
    {
        var browser = team.Open(her, staff);
        var newCase = new JsonObject
        {
            ["case"] = her.Report("")["case"]!.DeepClone(),
            ["receipt"] = null,
            ["wraps"] = new JsonArray(
                browser.Wrap(KeyPairName.C, her.Seed, Recipients.Epoch(1), HybridKey.PublicKeyOf(team.Genesis.EpochSeed)),
                browser.Wrap(KeyPairName.C, her.Seed, Recipients.Recovery, HybridKey.PublicKeyOf(team.Genesis.RecoverySeed))),
            ["objects"] = new JsonArray(browser.Next(KeyPairName.C, ObjectKinds.TriageCard), browser.Next(KeyPairName.C, ObjectKinds.AssistedReport)),
            ["consents"] = new JsonArray("send-links"),
        };
        newCase["case"]!["mode"] = "staff-assisted";
        var marks = new JsonObject
        {
            ["epoch"] = 1,
            ["row"] = Text(row),
            ["older"] = new JsonArray([.. (older ?? []).Select(mark => (JsonNode)Text(mark))]),
            ["reference"] = reference is null ? null : Text(reference),
        };
        var body = new JsonObject { ["marks"] = marks, ["newCase"] = newCase };
        return await StaffAnswer.ReadAsync(await (staff ?? team.First).SendAsync(HttpMethod.Post, "/api/staff/imports", body, Cancel), Cancel);
    }

    private async Task<ApiAnswer> KnownAsync(byte[][] rows, byte[][] references, StaffClient? staff = null)
    {
        var body = new JsonObject
        {
            ["rows"] = new JsonArray([.. rows.Select(mark => (JsonNode)Text(mark))]),
            ["references"] = new JsonArray([.. references.Select(mark => (JsonNode)Text(mark))]),
        };
        return await StaffAnswer.ReadAsync(await (staff ?? team.First).SendAsync(HttpMethod.Post, "/api/staff/imports/known", body, Cancel), Cancel);
    }
}

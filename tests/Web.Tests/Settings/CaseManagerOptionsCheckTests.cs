using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;
using CaseManager.Web.Settings;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace CaseManager.Web.Tests.Settings;

public sealed class CaseManagerOptionsCheckTests
{
    [Fact]
    public void Validate_EverythingRight_Succeeds() => Assert.Empty(Check("Production", Right()));

    [Theory]
    [InlineData("Production", "https://help.example", "https://help.example", "StaffUrl")]
    [InlineData("Production", "https://help.example", "https://help.example:8443", "StaffUrl")]
    [InlineData("Development", "http://localhost:5080", "http://localhost:5080", "StaffUrl")]
    [InlineData("Production", "http://help.example", "https://staff.example", "PublicUrl")]
    [InlineData("Production", "https://help.example/path", "https://staff.example", "PublicUrl")]
    [InlineData("Production", "help.example", "https://staff.example", "PublicUrl")]
    [InlineData("Production", "https://help.example", "", "StaffUrl")]
    [InlineData("Production", "https://help.example", "https://192.0.2.7", "StaffUrl")]
    [InlineData("Production", "https://help.example", "https://[2001:db8::7]:8443", "StaffUrl")]
    public void Validate_WrongAddress_NamesItInOneSentence(string environment, string publicUrl, string staffUrl, string key)
    {
        var finding = Assert.Single(Check(environment, Right(publicUrl: publicUrl, staffUrl: staffUrl)));

        Assert.StartsWith($"The setting CaseManager:{key} ", finding, StringComparison.Ordinal);
        Assert.EndsWith(".", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_TwoPortsOfOneMachineInDevelopment_Succeeds() =>
        Assert.Empty(Check("Development", Right(publicUrl: "http://localhost:5080", staffUrl: "http://localhost:5081")));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public void Validate_AnswerDaysNobodyCouldBelieve_NamesThem(int days) =>
        Assert.Equal(
            "The setting CaseManager:AnswerDays must be a number of working days from 1 to 30.", Assert.Single(Check("Production", Right(answerDays: days))));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("Username=casemanager_app")]
    public void Validate_NoDatabase_NamesIt(string connection) =>
        Assert.StartsWith(
            "The setting CaseManager:Database ", Assert.Single(Check("Production", Right(database: connection))), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("keys")]
    [InlineData("/there/is/no/such/folder")]
    public void Validate_NoKeyFolder_NamesIt(string folder) =>
        Assert.StartsWith(
            "The setting CaseManager:KeyFolder ", Assert.Single(Check("Production", Right(keyFolder: folder))), StringComparison.Ordinal);

    [Fact]
    public void Validate_KeyFileMissingOrShort_IsNamed()
    {
        var folder = FolderWithKeys();
        File.Delete(Path.Combine(folder, "mail.key"));
        File.WriteAllBytes(Path.Combine(folder, "fields.key"), [1, 2, 3]);

        var failures = Check("Production", Right(keyFolder: folder));

        Assert.Equal(
            [
                "The key file fields.key holds 3 bytes instead of 32: restore it from its backup.",
                "The key file mail.key is missing from the key folder: restore it, or make the files of a new installation with \"keys folder\".",
            ],
            failures);
    }

    [Fact]
    public void Validate_PracticeInProduction_IsRefused() =>
        Assert.StartsWith(
            "The setting CaseManager:Practice ", Assert.Single(Check("Production", Right(practice: true))), StringComparison.Ordinal);

    [Theory]
    [InlineData("helplines.json", "must be the full path of a list of helplines, or empty.")]
    [InlineData("/there/is/no/such/list.json", "names a list that cannot be used: the file cannot be read.")]
    public void Validate_WrongListOfHelplines_IsNamedInOneSentence(string path, string what) =>
        Assert.Equal($"The setting CaseManager:HelpServices {what}", Assert.Single(Check("Production", Right(helpServices: path))));

    private static CaseManagerOptions Right(
        string database = "Host=db.example;Database=casemanager;Username=casemanager_app;Password=secret",
        string publicUrl = "https://help.example",
        string staffUrl = "https://staff.example",
        string? keyFolder = null,
        string helpServices = "",
        bool practice = false,
        int answerDays = 2) => new()
        {
            Database = database,
            PublicUrl = publicUrl,
            StaffUrl = staffUrl,
            KeyFolder = keyFolder ?? FolderWithKeys(),
            HelpServices = helpServices,
            Practice = practice,
            AnswerDays = answerDays,
        };

    private static string FolderWithKeys()
    {
        var folder = TestFolders.New();
        new KeyFolder(folder).Create();
        return folder;
    }

    private static IEnumerable<string> Check(string environment, CaseManagerOptions options) =>
        new CaseManagerOptionsCheck(new Named(environment)).Validate(null, options).Failures ?? [];

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "CaseManager.Web";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}

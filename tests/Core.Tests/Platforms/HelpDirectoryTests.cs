using System.Text.Json.Nodes;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Help;

namespace CaseManager.Core.Tests.Platforms;

public sealed class HelpDirectoryTests
{
    private static readonly string[] Promised =
    [
        "KR", "CN", "TW", "HK", "JP", "SG", "IN", "GB", "IE", "US", "CA", "AU", "NZ", "DE", "FR", "ES", "PT", "BR", "MX", "IT", "NL", "TR", "UA",
        "EG", "AE", "SA", "JO", "LB", "MA", "IQ", "IR", "PK",
    ];

    [Fact]
    public void Seed_ShippedFile_IsReadWholeAndCanBeUsed()
    {
        var file = SeedFile.Read<HelpFile>("help-services.json");

        Assert.Equal(file.Services.Count, HelpDirectory.Seed.All.Count);
        Assert.Equal(Promised.Order(StringComparer.Ordinal), HelpDirectory.Seed.Countries.Order(StringComparer.Ordinal));
        Assert.All(Promised, country => Assert.NotEmpty(HelpDirectory.Seed.Emergency(country)));
    }

    [Fact]
    public void All_Order_PutsMinorsBeforeAdults()
    {
        var others = HelpDirectory.Seed.All.SkipWhile(service => service.Kind is HelpKind.Emergency).ToList();

        Assert.Equal(others.OrderBy(service => service.Audience), others);
        Assert.DoesNotContain(others, service => service.Kind is HelpKind.Emergency);
    }

    [Fact]
    public void ForMinorsAndForAdults_LeaveOutTheOthers()
    {
        Assert.DoesNotContain(HelpDirectory.Seed.ForMinors("GB"), service => service.Id == "gb-revenge-porn-helpline");
        Assert.DoesNotContain(HelpDirectory.Seed.ForAdults("GB"), service => service.Id == "gb-childline");
        Assert.Equal(["take-it-down", "inhope"], HelpDirectory.Seed.ForMinors(country: null).Select(service => service.Id));
        Assert.Equal(["stopncii"], HelpDirectory.Seed.ForAdults(country: null).Select(service => service.Id));
    }

    [Fact]
    public void Confirmed_Always_NamesASourceThatSomebodyRead() =>
        Assert.All(
            HelpDirectory.Seed.All.Where(service => service.Confidence is HelpConfidence.Confirmed),
            service => Assert.All(service.Sources, source => Assert.InRange(source.Read, new DateOnly(2026, 11, 1), HelpDirectory.Seed.Compiled)));

    [Theory]
    [InlineData("1366", "1366")]
    [InlineData("#8891", "#8891")]
    [InlineData("+212 6 24 40 58 89", "+212624405889")]
    [InlineData("02-6605-7373", "0266057373")]
    public void DialledPhone_HasWhatATelephoneTakes(string written, string dialled) =>
        Assert.Equal(dialled, HelpDirectory.Seed.All.First(service => service.Phone == written).DialledPhone);

    [Fact]
    public void Read_OwnFile_TakesThePlaceOfTheShippedOne()
    {
        var read = Read(_ => { });

        Assert.Equal("Own Helpline", Assert.Single(read.All).Name);
        Assert.Equal(new HelpOpening { Days = [DayOfWeek.Monday], From = new TimeOnly(9, 0), To = new TimeOnly(17, 30) }.To, read.All[0].Hours!.Openings[0].To);
    }

    [Theory]
    [InlineData("id", "\"Own Line\"", "must have an id")]
    [InlineData("country", "\"XX\"", "must name its country")]
    [InlineData("country", "\"kr\"", "must name its country")]
    [InlineData("name", "\" \"", "must have a name")]
    [InlineData("phone", "\"1366 (day)\"", "must have a phone number of digits")]
    [InlineData("phone", "\"+\"", "must have a phone number of digits")]
    [InlineData("url", "\"http://own.example/\"", "must have a page that starts with https://")]
    [InlineData("url", "\"javascript:alert(1)\"", "must have a page that starts with https://")]
    [InlineData("url", "\"https://user@own.example/\"", "must have a page that starts with https://")]
    [InlineData("languages", "[\"xq\"]", "has an unknown language, xq")]
    [InlineData("zone", "\"Europe/Nowhere\"", "must name the time zone")]
    [InlineData("zone", "null", "must name the time zone")]
    [InlineData("hours", "[]", "must have days, a beginning and an end")]
    [InlineData("hours", "[{\"days\": [], \"from\": \"09:00\", \"to\": \"17:00\"}]", "must have days, a beginning and an end")]
    [InlineData("sources", "[]", "must name a source if it counts as confirmed")]
    [InlineData("sources", "[{\"url\": \"page 4\", \"read\": \"2026-12-01\"}]", "must name its sources by web address")]
    [InlineData("reaches", "\"police\"", "must say what it reaches")]
    [InlineData("kind", "\"emergency\"", "must say what it reaches")]
    public void Read_EntryThatCannotBeUsed_IsNamedWithTheReason(string member, string value, string reason)
    {
        var failure = Assert.Throws<InvalidDataException>(() => Read(service => service[member] = JsonNode.Parse(value)));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("the service ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hours", "\"sometimes\"")]
    [InlineData("kind", "\"shop\"")]
    [InlineData("note", "\"unknown member\"")]
    public void Read_FileOfAnotherForm_IsRefusedInOneSentence(string member, string value) =>
        Assert.StartsWith(
            "the file is not in the expected form (",
            Assert.Throws<InvalidDataException>(() => Read(service => service[member] = JsonNode.Parse(value))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Read_NoService_WithoutPhoneAndPage() =>
        Assert.Contains("must have a phone number or a page", Assert.Throws<InvalidDataException>(() => Read(service => service["phone"] = service["url"] = null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_SameIdTwice_IsRefused() =>
        Assert.Equal("two services have the id own-helpline", Assert.Throws<InvalidDataException>(() => Read(_ => { }, times: 2)).Message);

    [Fact]
    public void Read_NoSuchFile_SaysSo() =>
        Assert.Equal("the file cannot be read", Assert.Throws<InvalidDataException>(() => HelpDirectory.Read("/there/is/no/such/list.json")).Message);

    private static HelpDirectory Read(Action<JsonObject> change, int times = 1)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, new JsonObject { ["compiled"] = "2026-12-01", ["services"] = new JsonArray([.. Enumerable.Range(0, times).Select(_ => Own(change))]) }.ToJsonString());
            return HelpDirectory.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static JsonObject Own(Action<JsonObject> change)
    {
        var service = JsonNode.Parse(
            """
            {
              "id": "own-helpline", "country": "KR", "kind": "hotline", "audience": "everyone", "name": "Own Helpline", "phone": "1366",
              "url": "https://own.example/", "languages": ["ko", "mul"], "hours": [{"days": ["monday"], "from": "09:00", "to": "17:30"}],
              "zone": "Asia/Seoul", "sources": [{"url": "https://own.example/about", "read": "2026-12-01"}], "confidence": "confirmed"
            }
            """)!.AsObject();
        change(service);
        return service;
    }
}

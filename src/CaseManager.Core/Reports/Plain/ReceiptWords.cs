using System.Text.Json;

namespace CaseManager.Core.Reports.Plain;

/// <summary>The 2,048 words of receipts, each at its value; the browser reads the same file.</summary>
internal static class ReceiptWords
{
    public static IReadOnlyList<string> English { get; } = Read("english");

    private static string[] Read(string language)
    {
        using var stream = typeof(ReceiptWords).Assembly.GetManifestResourceStream($"words/{language}.json")!;
        var words = JsonSerializer.Deserialize<string[]>(stream)!;
        return words.Length == 2048 ? words : throw new InvalidDataException($"The word list {language} does not have 2,048 words.");
    }
}

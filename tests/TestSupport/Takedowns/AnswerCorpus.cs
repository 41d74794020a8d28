using System.Text;
using System.Text.Json;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>An answer and the label a reader gave it.</summary>
/// <param name="Message">The whole mail (RFC 5322).</param>
public sealed record LabelledAnswer(string Id, string Label, string? Platform, string Message)
{
    public byte[] Raw => Encoding.UTF8.GetBytes(Message);
}

/// <summary>The answers of <c>tests/vectors/answers</c>.</summary>
public static class AnswerCorpus
{
    /// <summary>From these the rules were written.</summary>
    public static IReadOnlyList<LabelledAnswer> Learn { get; } = Read("learn");

    /// <summary>These measure the rules; nobody takes a phrase out of them.</summary>
    public static IReadOnlyList<LabelledAnswer> Held { get; } = Read("held");

    private static List<LabelledAnswer> Read(string half) =>
    [
        .. Directory.EnumerateFiles(RepositoryFolder.File("tests/vectors/answers"), $"*.{half}.json").Order(StringComparer.Ordinal)
            .SelectMany(file => JsonSerializer.Deserialize<List<LabelledAnswer>>(File.ReadAllText(file), JsonSerializerOptions.Web)
                ?? throw new InvalidOperationException($"{file} is empty.")),
    ];
}

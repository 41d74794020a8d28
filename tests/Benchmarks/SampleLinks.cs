namespace CaseManager.Benchmarks;

/// <summary>Links as people paste them: on Telegram, to items of platforms, elsewhere, and what is none.</summary>
internal static class SampleLinks
{
    public static IReadOnlyList<string> All { get; } =
    [
        "https://t.me/examplename/123?single",
        "t.me/c/1234567890/10/123",
        "tg://resolve?domain=examplename&post=123&comment=456",
        "https://t.me/+AbCdEfGhIjKlMnOp",
        "https://t.me/share/url?url=https%3A%2F%2Fwww.example.com%2Fpage%3Fid%3D1",
        "https://www.facebook.com/photo?fbid=1234567890&set=a.1234567890#comments",
        "https://twitter.com/Someone/status/1234567890123456789?s=20",
        "https://www.instagram.com/reel/AbCdEfGhIjK/?igsh=abcdef",
        "https://www.tiktok.com/@some.one/video/7123456789012345678?is_from_webapp=1",
        "https://old.reddit.com/r/example/comments/1abc2d/some_title/",
        "https://www.google.co.uk/search?q=example",
        "https://forum.example.com/threads/some-title.12345/page-2?order=date#post-9",
        "https://cdn.example.net/a/b/c/0123456789abcdef.jpg",
        "https://münchen.example/a",
        "https://user@example.com/",
        "no link at all",
    ];
}

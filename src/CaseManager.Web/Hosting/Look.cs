using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>The organisation's own colour and mark, on both hosts. The colour is a style sheet after the program's own, since no page may hold styles.</summary>
public static class Look
{
    public const string StyleSheet = "/look.css";
    public const string Mark = "/mark";

    // Of white in it: the ground of notes and of the header, in the light look.
    private const double Mist = 0.94;

    // Of white in it: letters of the dark look.
    private const double OnDark = 0.6;

    // Page and notes of the dark look, as _look.scss has them.
    private static readonly Colour[] darkGrounds = [new(0x12, 0x19, 0x1b), new(0x1d, 0x27, 0x29)];

    private const string ForAnHour = "public, max-age=3600";

    public static void MapLook(this WebApplication app, Sites sites)
    {
        var look = app.Services.GetRequiredService<IOptions<LookOptions>>().Value;
        if (look.HasColour && Colour.TryRead(look.Colour, out var colour))
        {
            var styles = Styles(colour);
            Map(app, sites, StyleSheet, () => Results.Text(styles, "text/css"));
        }

        if (look.HasMark)
        {
            var bytes = File.ReadAllBytes(look.Mark);
            var type = Path.GetExtension(look.Mark) == ".png" ? "image/png" : "image/svg+xml";
            Map(app, sites, Mark, () => Results.Bytes(bytes, type));
        }
    }

    /// <summary>The least contrast of letters in this colour on any ground of ours, or of white letters on it (WCAG 2.2).</summary>
    public static double LeastContrast(Colour colour) => darkGrounds.Select(ground => colour.Lighter(OnDark).Contrast(ground))
        .Append(colour.ContrastWithWhite)
        .Append(colour.Contrast(colour.Lighter(Mist)))
        .Min();

    /// <summary>The colour in every shade that pages use, in light and dark.</summary>
    public static string Styles(Colour colour) =>
        $"{Rule(colour, colour.Darker(0.3), colour.Lighter(Mist), colour.Lighter(0.6), colour, colour.Darker(0.3))}"
        + $"@media screen and (prefers-color-scheme:dark){Block(Rule(colour.Lighter(OnDark), colour.Lighter(0.8), null, null, colour, colour.Darker(0.4)))}";

    private static string Rule(Colour deep, Colour deeper, Colour? mist, Colour? haze, Colour bar, Colour barDeeper)
    {
        (string Name, Colour? Value)[] all = [("deep", deep), ("deeper", deeper), ("mist", mist), ("haze", haze), ("bar", bar), ("bar-deeper", barDeeper)];
        return $":root{Block(string.Concat(all.Where(one => one.Value is not null).Select(one => $"--cm-{one.Name}:{one.Value};")))}";
    }

    private static string Block(string content) => "{" + content + "}";

    private static void Map(WebApplication app, Sites sites, string path, Func<IResult> answer) =>
        app.MapGet(path, (HttpResponse response) =>
        {
            response.Headers.CacheControl = ForAnHour;
            return answer();
        }).RequireHost([.. sites.PublicHosts, sites.StaffHost]).AllowAnonymous().ExcludeFromDescription();
}

using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>The organisation's own colour and mark, on both hosts. The colour is a style sheet after the program's own, since no page may hold styles.</summary>
public static class Look
{
    public const string StyleSheet = "/look.css";
    public const string Mark = "/mark";

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

    /// <summary>The colour in every shade that pages use, in light and dark.</summary>
    public static string Styles(Colour colour) =>
        $"{Rule(colour, colour.Darker(0.3), colour.Lighter(0.94), colour.Lighter(0.6), colour, colour.Darker(0.3))}"
        + $"@media screen and (prefers-color-scheme:dark){Block(Rule(colour.Lighter(0.6), colour.Lighter(0.8), null, null, colour, colour.Darker(0.4)))}";

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

using System.Globalization;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Releases;
using Fluid;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>The words of a bundle, from <c>templates/statistics</c>.</summary>
internal sealed class BundleTexts(ReleaseDraft release, string keyMark)
{
    private static readonly FluidParser Parser = new();

    // An unknown placeholder stops it instead of leaving a hole.
    private static readonly TemplateOptions Options = new() { StrictVariables = true, StrictFilters = true, CultureInfo = CultureInfo.InvariantCulture };

    public string Readme => Render("readme");

    public string Method => Render("method");

    /// <summary>How much one case changes the chance of anything at most: e to the power of ε.</summary>
    private string Factor => Math.Exp(Budget.InEighths([.. release.Ledger.Select(Budget.Draw.Of)]) / 8.0).ToString("0.0", CultureInfo.InvariantCulture);

    private string Render(string name)
    {
        using var stream = typeof(BundleTexts).Assembly.GetManifestResourceStream($"statistics/{name}.liquid")!;
        using var reader = new StreamReader(stream);
        var template = Parser.Parse(reader.ReadToEnd().ReplaceLineEndings("\n"));
        var (plan, preset) = (release.Plan, release.Plan.Preset);
        var context = new TemplateContext(Options);
        context.SetValue("organisation", release.Policy.Organisation);
        context.SetValue("contact", release.Policy.Contact);
        context.SetValue("period", plan.Period.Text);
        context.SetValue("revision", (int)plan.Revision);
        context.SetValue("catalogue", FixedCatalogue.Version);
        context.SetValue("preset", preset.Name);
        context.SetValue("epsilon", preset.Epsilon);
        context.SetValue("epsilon_total", BundleFacts.EpsilonTotal(release));
        context.SetValue("factor", Factor);
        context.SetValue("threshold", preset.Threshold.ToString(CultureInfo.InvariantCulture));
        context.SetValue("margin", preset.Margin90.ToString(CultureInfo.InvariantCulture));
        context.SetValue("key_mark", keyMark);
        context.SetValue("countries", plan.Countries.Count == 0 ? "none" : string.Join(", ", plan.Countries.Select(Countries.NameOf)));
        context.SetValue("ledger", release.Ledger.Select(entry => new Dictionary<string, object>
        {
            ["entry"] = entry.Entry,
            ["family"] = FixedCatalogue.Find(entry.Family).Code,
            ["period"] = entry.Period,
            ["revision"] = (int)entry.Revision,
            ["epsilon"] = Fraction.Write(entry.Num, entry.Den),
        }).ToList());
        return template.Render(context);
    }
}

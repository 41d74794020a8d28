using CaseManager.Core.Statistics.Bundles;

namespace CaseManager.Web.Pages.Shared;

/// <summary>The tables of a release on a page, each with its chart.</summary>
/// <param name="ReleaseId">As addresses write it.</param>
/// <param name="Level">Of the headings, such as <c>h2</c>.</param>
public sealed record ShownTables(string ReleaseId, BundleContent Bundle, string Level)
{
    /// <summary>Address of a file of the bundle.</summary>
    public string Address(string name) => $"/statistics/{ReleaseId}/files/{name}";
}

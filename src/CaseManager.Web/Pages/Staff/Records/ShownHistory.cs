using CaseManager.Core.Platforms.Records;

namespace CaseManager.Web.Pages.Staff.Records;

/// <summary>Versions of a record for whoever looks at them.</summary>
/// <param name="Versions">The newest first.</param>
/// <param name="Viewer">Who looks: nobody confirms her own.</param>
/// <param name="SeedDay">Day of the record the program came with; <see langword="null"/> where there is none.</param>
public sealed record ShownHistory(IReadOnlyList<RecordVersion> Versions, Guid Viewer, DateOnly? SeedDay)
{
    /// <summary>Whether the viewer can vouch for a version.</summary>
    public bool MayConfirm(RecordVersion version) => version == Versions[0] && version.ConfirmedAt is null && version.AuthorId != Viewer;
}

namespace CaseManager.Core.Cases;

/// <summary>Which events an auditor asks for; everything where nothing is said.</summary>
/// <param name="Person">What she did and what was done about her account.</param>
/// <param name="Type">One kind of event.</param>
/// <param name="Since">Inclusive.</param>
/// <param name="Until">Exclusive.</param>
/// <param name="Reference">Of a case, as people say it; see <see cref="CaseReference"/>.</param>
public sealed record AuditFilter(
    Guid? Person = null, string? Type = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null, string? Reference = null);

namespace CaseManager.Web;

/// <summary>Text of the auditor's page and of events. Kept in <c>AuditText.resx</c>.</summary>
public sealed class AuditText;

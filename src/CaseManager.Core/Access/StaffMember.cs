using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Access;

/// <summary>Someone who works for the organisation and signs in on the staff host.</summary>
public sealed class StaffMember : IdentityUser<Guid>
{
    /// <summary>The name colleagues and survivors see; never a legal name by rule.</summary>
    public required string Alias { get; set; }
}

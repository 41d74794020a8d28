using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Access;

/// <summary>One of the five roles a staff member can hold.</summary>
public sealed class StaffRole : IdentityRole<Guid>;

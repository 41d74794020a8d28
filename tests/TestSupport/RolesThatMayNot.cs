using CaseManager.Core.Access;
using Xunit;

namespace CaseManager.TestSupport;

/// <summary>Theory data for a page: every role but those that may open it, and no role at all.</summary>
public static class RolesThatMayNot
{
    public static TheoryData<string> Open(params IEnumerable<string> allowed) => [.. RoleName.All.Except(allowed)];
}

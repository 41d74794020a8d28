using System.Reflection;
using CaseManager.Web.Jobs;

namespace CaseManager.Web.Tests.Jobs;

public sealed class JobLocksTests
{
    /// <summary>Two jobs with one lock would keep each other from running.</summary>
    [Fact]
    public void Locks_OfAllJobs_AreDifferent()
    {
        var numbers = typeof(JobLocks).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (long)field.GetRawConstantValue()!).ToList();

        Assert.True(numbers.Count >= 9);
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }
}

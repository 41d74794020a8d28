#pragma warning disable IDE0130 // Two features in one file, only for the test of the rule itself.
namespace CaseManager.Core.Tests.Architecture.Samples.Earlier
{
    internal static class Offender
    {
        public static async Task<int> UseInABodyAsync()
        {
            await Task.Yield();
            return Later.Thing.Count();
        }
    }

    internal static class Allowed
    {
        public static int Count() => 1;
    }
}

namespace CaseManager.Core.Tests.Architecture.Samples.Later
{
    internal static class Thing
    {
        public static int Count() => Earlier.Allowed.Count();
    }
}

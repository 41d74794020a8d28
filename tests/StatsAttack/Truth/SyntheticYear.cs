using CaseManager.StatsAttack.Contract;

namespace CaseManager.StatsAttack.Truth;

/// <summary>A made-up year of cases: twelve months that grow by 2 %, platforms from 22 % to 0.3 %, 30 countries of which home has 70 %, and attributes that depend on each other.</summary>
/// <remarks>After section 2.1 of the design's statistics, with the longer code lists of the product. No real figures.</remarks>
public static class SyntheticYear
{
    /// <summary>Where most of the made-up cases come from, first, then the others, falling.</summary>
    public static readonly IReadOnlyList<string> Countries =
    [
        "KR", "US", "JP", "CN", "TW", "PH", "VN", "TH", "ID", "IN", "DE", "FR", "GB", "CA", "AU", "BR", "MX", "ES", "IT", "NL", "PL", "SE", "TR", "RU", "UA", "EG", "NG", "ZA", "AR", "CL",
    ];

    private static readonly double[] PlatformShares = [22, 13, 15, 9, 8, 5, 4, 3.5, 2.5, 3.5, 2.2, 1, 3, 2, 4, 0.3];
    private static readonly double[] HarmShares = [31, 15, 14, 4, 6, 3, 11, 5, 1.5, 4, 3, 2, 0.5];
    private static readonly double[] AgeShares = [9, 34, 25, 13, 7, 3, 9];
    private static readonly double[] OutcomeShares = [44, 13, 8, 2, 3, 7, 11, 4, 3, 3, 2];
    private static readonly double[] TimeShares = [4, 13, 16, 22, 14, 8, 23];
    private static readonly double[] AbroadShares = [.. Enumerable.Range(1, 29).Select(rank => Math.Pow(rank, -1.1))];

    // The others are still open when the year ends.
    private const double ClosedShare = 0.94;

    /// <summary>The same cases for the same arguments, on every machine.</summary>
    /// <param name="count">Cases taken in.</param>
    public static IEnumerable<CodedCase> Make(int count, int year, ulong seed)
    {
        var random = SplitMix64.For(seed, (ulong)year);
        double[] months = [.. Enumerable.Range(0, 12).Select(month => Math.Pow(1.02, month))];
        var closed = new List<CodedCase>();
        for (var number = 0; number < count; number++)
        {
            var month = random.Pick(months);
            var platform = random.Pick(PlatformShares);
            var isHome = random.NextShare() < (platform is 10 or 11 ? 0.35 : 0.71);
            var country = isHome ? 0 : platform is 10 or 11 && random.NextShare() < 0.6 ? 3 : 1 + random.Pick(AbroadShares);
            var age = random.Pick(Lifted(AgeShares, platform is 3 or 5 ? 1 : platform == 1 ? 3 : -1, 1.8));
            var harm = age == 0 && random.NextShare() < 0.05 ? 12 : random.Pick(Lifted(HarmShares, platform switch { 0 => 6, 2 or 5 => 2, 12 or 13 => 0, _ => -1 }, 2.2));
            yield return new("intake", (12 * year) + month, CodeLists.Platforms[platform], CodeLists.HarmTypes[harm], Countries[country], CodeLists.AgeBands[age]);
            if (random.NextShare() < ClosedShare)
            {
                var outcome = random.Pick(Lifted(OutcomeShares, platform is 0 or 13 ? 6 : harm == 12 ? 9 : -1, 2));
                var time = outcome switch
                {
                    0 or 1 or 2 or 7 => random.Pick(Lifted(TimeShares[..6], platform is 0 ? 4 : 2, 1.7)),
                    3 or 4 or 8 => 2 + random.Pick(TimeShares[2..]),
                    _ => 6,
                };
                var later = Math.Min(11, month + (int)(random.NextShare() * 3));
                closed.Add(new("closed", (12 * year) + later, CodeLists.Platforms[platform], CodeLists.Outcomes[outcome], CodeLists.RemovalTimes[time], ""));
            }
        }

        // Intake and closure of one case must not stand at the same place of the file.
        foreach (var one in closed.OrderBy(_ => random.Next()).ToList())
        {
            yield return one;
        }
    }

    /// <summary>The weights with one of them made heavier; -1 for none.</summary>
    private static double[] Lifted(double[] weights, int index, double factor) =>
        [.. weights.Select((weight, at) => at == index ? weight * factor : weight)];
}

namespace CaseManager.StatsAttack.Attacks;

/// <summary>Whether what was exported before cases were recoded, added or erased is byte for byte what is exported now.</summary>
public static class Restatement
{
    public static void Run(string before, string after, Checks checks)
    {
        if (File.Exists(before))
        {
            Compare(Path.GetFileName(before), before, after, checks);
            return;
        }

        var names = Directory.EnumerateFiles(before, "*.zip").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        checks.Say(names.Count > 0, "restate", $"{names.Count} bundles exported before");
        foreach (var name in names)
        {
            Compare(name, Path.Combine(before, name), Path.Combine(after, name), checks);
        }
    }

    private static void Compare(string name, string before, string after, Checks checks)
    {
        if (!File.Exists(after))
        {
            checks.Say(false, $"restate {Checks.OneLine(name)}", $"not exported again");
            return;
        }

        var (old, now) = (File.ReadAllBytes(before), File.ReadAllBytes(after));
        var same = old.AsSpan().CommonPrefixLength(now);
        var holds = same == old.Length && same == now.Length;
        checks.Say(holds, $"restate {Checks.OneLine(name)}", holds ? (FormattableString)$"the same {same} bytes" : $"other bytes from {same} of {old.Length} and {now.Length}");
    }
}

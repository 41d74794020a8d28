namespace CaseManager.Core.Tests;

public sealed class RandomIdTests
{
    [Fact]
    public void New_ManyTimes_NeverRepeatsAndSharesNoFixedBit()
    {
        var ids = Enumerable.Range(0, 1_000).Select(_ => RandomId.New()).ToList();

        var bytes = ids.Select(id => id.ToByteArray(bigEndian: true)).ToList();
        var alwaysOne = Enumerable.Range(0, 16).Select(i => bytes.Aggregate(0xFF, (all, id) => all & id[i]));
        var everOne = Enumerable.Range(0, 16).Select(i => bytes.Aggregate(0x00, (all, id) => all | id[i]));

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(alwaysOne, bits => Assert.Equal(0x00, bits));
        Assert.All(everOne, bits => Assert.Equal(0xFF, bits));
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Statistics.Noise;

namespace CaseManager.Core.Tests.Statistics;

public sealed class DiscreteLaplaceTests
{
    [Fact]
    public void Draw_KnownWords_GivesThePublishedDraws()
    {
        var words = KnownWords();

        var draws = Enumerable.Range(0, 20).Select(_ => DiscreteLaplace.Draw(words, 1, 2)).ToList();

        Assert.Equal([-2, 2, -7, 0, 3, 0, 0, 0, -5, 1, 0, -1, 2, 12, -2, 1, 1, 1, 0, -6], draws);
    }

    [Fact]
    public void Draw_FiveRatesOfKnownWords_HaveTheKnownHash()
    {
        var words = KnownWords();
        var text = new StringBuilder();
        foreach (var (num, den) in new[] { (1, 2), (1, 4), (1, 1), (3, 10), (1, 16) })
        {
            var draws = Enumerable.Range(0, 40).Select(_ => DiscreteLaplace.Draw(words, num, den).ToString(CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $"{num}/{den}: {string.Join(',', draws)}\n");
        }

        Assert.Equal(
            "010951d30d8ddd73dc03ff8f888ac9b3d84c1f13ccabc18eda38c7c6dd8009a9",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString()))));
    }

    // 400,000 draws a rate; the chance of a false alarm is one in a million for each.
    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 4)]
    [InlineData(1, 2)]
    [InlineData(1, 1)]
    [InlineData(3, 10)]
    public void Draw_ManyTimes_FollowsTheDistribution(long num, long den)
    {
        const int Draws = 400_000;
        var reach = (int)(8 * den / num);
        var seen = new int[(2 * reach) + 1];
        var beyond = 0;
        for (var i = 0; i < Draws; i++)
        {
            var draw = DiscreteLaplace.Draw(SystemRandomWords.Next, num, den);
            if (Math.Abs(draw) <= reach)
            {
                seen[draw + reach]++;
            }
            else
            {
                beyond++;
            }
        }

        var ratio = Math.Exp(-(double)num / den);
        var share = (1 - ratio) / (1 + ratio);
        var expected = Enumerable.Range(-reach, seen.Length).Select(x => Draws * share * Math.Pow(ratio, Math.Abs(x))).ToList();
        var square = seen.Zip(expected, (one, other) => Math.Pow(one - other, 2) / other).Sum() + (Math.Pow(beyond - (Draws - expected.Sum()), 2) / (Draws - expected.Sum()));

        Assert.True(square < Limit(seen.Length), $"χ² {square:F1} of {seen.Length} degrees");
        Assert.InRange(seen[..reach].Sum() - seen[(reach + 1)..].Sum(), -3_200, 3_200);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(-1, 4)]
    [InlineData(1, 0)]
    [InlineData(1_001, 4)]
    [InlineData(1, 1_001)]
    public void Draw_RateOutsideTheLimits_IsRefused(long num, long den) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscreteLaplace.Draw(SystemRandomWords.Next, num, den));

    /// <summary>Upper 10⁻⁶ point of χ², by Wilson and Hilferty's approximation.</summary>
    private static double Limit(int degrees)
    {
        const double Quantile = 4.753;
        var step = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - step + (Quantile * Math.Sqrt(step)), 3);
    }

    private static RandomWord KnownWords()
    {
        var counter = 0UL;
        var block = Array.Empty<byte>();
        var place = 0;
        return () =>
        {
            if (place == block.Length)
            {
                var message = new byte[11];
                "kat"u8.CopyTo(message);
                BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(3), counter++);
                (block, place) = (HMACSHA256.HashData(new byte[32], message), 0);
            }

            place += sizeof(ulong);
            return BinaryPrimitives.ReadUInt64BigEndian(block.AsSpan(place - sizeof(ulong)));
        };
    }
}

using System.Text;

namespace CaseManager.Core.Platforms.Links;

/// <summary>One label in punycode, without the xn-- in front (RFC 3492, parameters of IDNA).</summary>
/// <remarks>IdnMapping answers differently with and without ICU and with each version of Unicode; a key may not.</remarks>
internal static class Punycode
{
    public static string Encode(ReadOnlySpan<char> label)
    {
        var output = new StringBuilder();
        foreach (var letter in label)
        {
            if (letter < 0x80)
            {
                output.Append(letter);
            }
        }

        var basic = output.Length;
        if (basic > 0)
        {
            output.Append('-');
        }

        var (current, delta, bias) = (0x80, 0, 72);
        for (var handled = basic; handled < label.Length; delta++, current++)
        {
            var next = (int)char.MaxValue;
            foreach (var letter in label)
            {
                next = letter >= current && letter < next ? letter : next;
            }

            delta += (next - current) * (handled + 1);
            current = next;
            foreach (var letter in label)
            {
                if (letter < current)
                {
                    delta++;
                }
                else if (letter == current)
                {
                    AppendVariableLength(output, delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
        }

        return output.ToString();
    }

    private static void AppendVariableLength(StringBuilder output, int delta, int bias)
    {
        for (var weight = 36; ; weight += 36)
        {
            var threshold = Math.Clamp(weight - bias, 1, 26);
            if (delta < threshold)
            {
                output.Append(Digit(delta));
                return;
            }

            output.Append(Digit(threshold + ((delta - threshold) % (36 - threshold))));
            delta = (delta - threshold) / (36 - threshold);
        }
    }

    private static int Adapt(int delta, int points, bool first)
    {
        delta /= first ? 700 : 2;
        delta += delta / points;
        var weight = 0;
        for (; delta > 455; weight += 36)
        {
            delta /= 35;
        }

        return weight + (36 * delta / (delta + 38));
    }

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}

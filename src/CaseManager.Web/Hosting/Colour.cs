using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CaseManager.Web.Hosting;

/// <summary>A colour of the sRGB space.</summary>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    private static readonly Colour white = new(255, 255, 255);
    private static readonly Colour black = new(0, 0, 0);

    /// <summary>Contrast of white letters on it, 1 to 21 (WCAG 2.2, "contrast ratio").</summary>
    public double ContrastWithWhite => Contrast(white);

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>Contrast of letters in the one on the other, 1 to 21.</summary>
    public double Contrast(Colour other) => (Math.Max(Luminance, other.Luminance) + 0.05) / (Math.Min(Luminance, other.Luminance) + 0.05);

    /// <param name="text">Such as <c>#1f5b66</c>.</param>
    public static bool TryRead([NotNullWhen(true)] string? text, out Colour colour)
    {
        colour = default;
        if (text is not { Length: 7 } || text[0] != '#' || !uint.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        colour = new((byte)(value >> 16), (byte)((value >> 8) & 255), (byte)(value & 255));
        return true;
    }

    /// <param name="part">Of white in it, 0 to 1.</param>
    public Colour Lighter(double part) => Mixed(white, part);

    /// <param name="part">Of black in it, 0 to 1.</param>
    public Colour Darker(double part) => Mixed(black, part);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    private static double Linear(byte part) => part / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private Colour Mixed(Colour other, double part) => new(Mixed(Red, other.Red, part), Mixed(Green, other.Green, part), Mixed(Blue, other.Blue, part));

    private static byte Mixed(byte own, byte other, double part) => (byte)Math.Round((own * (1 - part)) + (other * part));
}

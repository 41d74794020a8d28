namespace CaseManager.Core.Takedowns.Venues;

/// <summary>How many cases somebody is told of that she may not open: nothing under five, then in steps of five. Pure.</summary>
public static class OthersAtLeast
{
    private const int Step = 5;

    /// <param name="hidden">How many there are.</param>
    /// <returns>5, 10, 15, …: so many or more; <see langword="null"/> for fewer than five, so that none cannot be told from four.</returns>
    public static int? Of(int hidden) => hidden < Step ? null : hidden / Step * Step;
}

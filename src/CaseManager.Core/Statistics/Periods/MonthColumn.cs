using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Periods;

/// <summary>How a month is stored: months since January of the year 0.</summary>
internal static class MonthColumn
{
    public static PropertyBuilder<Month> HasMonth(this PropertyBuilder<Month> property) =>
        property.HasConversion(month => month.Index, index => new Month(index));
}

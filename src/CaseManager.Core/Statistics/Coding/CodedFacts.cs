using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Periods;

namespace CaseManager.Core.Statistics.Coding;

/// <summary>What a caseworker says of one end of a case, by the names of codes; those of the other end are <see langword="null"/>.</summary>
/// <param name="Id">Random, made in her browser.</param>
/// <param name="Month">As her page showed it.</param>
public sealed record CodedFacts(
    Guid Id, Side Side, Month Month, string Platform, string? HarmType, string? Country, string? AgeBand, string? Outcome, string? RemovalTime)
{
    /// <exception cref="RefusedException"><c>codes</c>: one is missing, spare, or in no list.</exception>
    public InboxRow ToRow() => Side switch
    {
        _ when Id == Guid.Empty => throw new RefusedException("codes"),
        Side.Intake when Outcome is null && RemovalTime is null => new InboxRow
        {
            Id = Id,
            Side = Side,
            Month = Month,
            Platform = Number(CodeLists.Platform, Platform),
            HarmType = Number(CodeLists.HarmType, HarmType),
            Country = Country is not null && (Country == Countries.Other || Countries.IsCountry(Country)) ? Country : throw new RefusedException("codes"),
            AgeBand = Number(CodeLists.AgeBand, AgeBand),
        },
        Side.Closure when HarmType is null && Country is null && AgeBand is null => new InboxRow
        {
            Id = Id,
            Side = Side,
            Month = Month,
            Platform = Number(CodeLists.Platform, Platform),
            Outcome = Number(CodeLists.Outcome, Outcome),
            RemovalTime = Number(CodeLists.RemovalTime, RemovalTime),
        },
        _ => throw new RefusedException("codes"),
    };

    private static short Number(CodeList list, string? code) => (code is null ? null : list.NumberOf(code)) ?? throw new RefusedException("codes");
}

using CaseManager.Core;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Core.Statistics.Periods;

namespace CaseManager.Web.Api;

/// <summary>Takes somebody out of the figures by what the sealed case says of it; no case is named.</summary>
/// <param name="Id">Of the contribution.</param>
/// <param name="Month"><c>YYYY-MM</c>.</param>
public sealed record TakenBackJson(Guid Id, Side Side, string Month)
{
    /// <summary>Reads a month as bodies write it.</summary>
    /// <exception cref="RefusedException"><c>month</c>.</exception>
    public static Month MonthOf(string text) =>
        Core.Statistics.Periods.Month.TryParse(text, out var month) ? month : throw new RefusedException("month");

    /// <summary>The same answer whether it was there or not.</summary>
    public static async Task<IResult> TakeBackAsync(HttpRequest request, TakeBackContribution takeBack, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<TakenBackJson>();
        return ApiJson.Answer(new TakenBackAnswer(await takeBack.RunAsync(body.Id, body.Side, MonthOf(body.Month), cancel)));
    }
}

/// <param name="Fixed">The figures of that month are drawn: they stay as they are.</param>
public sealed record TakenBackAnswer(bool Fixed);

namespace CaseManager.Core.Takedowns;

/// <summary>How a takedown request may move.</summary>
public static class RequestMoves
{
    /// <summary>The table.</summary>
    public static StateTable<RequestState> Table { get; } = new(new Dictionary<RequestState, RequestState[]>
    {
        [RequestState.Draft] = [RequestState.InReview, RequestState.Active, RequestState.OnHold, RequestState.Closed],
        [RequestState.InReview] = [RequestState.Draft, RequestState.Active, RequestState.OnHold, RequestState.Closed],
        [RequestState.Active] = [RequestState.InReview, RequestState.OnHold, RequestState.Watching, RequestState.Closed],
        [RequestState.OnHold] = [RequestState.InReview, RequestState.Active, RequestState.Watching, RequestState.Closed],
        [RequestState.Watching] = [RequestState.Active, RequestState.OnHold, RequestState.Closed],
        [RequestState.Closed] = [],
    });
}

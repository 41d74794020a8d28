namespace CaseManager.Web.Api;

/// <summary>What the OpenAPI documents say of an endpoint beside its answer.</summary>
public static class ApiDescription
{
    /// <summary>It reads a JSON body of exactly this shape.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint
            .Accepts<T>("application/json")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge);

    /// <summary>It reads plain bytes.</summary>
    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder endpoint) => endpoint
        .Accepts<Stream>("application/octet-stream")
        .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge);

    /// <summary>It answers these with a problem document.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params IEnumerable<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }

    /// <summary>It is done, and there is nothing to answer.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder endpoint) => endpoint.Produces(StatusCodes.Status204NoContent);

    /// <summary>It reads a request header by hand.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder endpoint, params RequestHeader[] headers) => endpoint.WithMetadata([.. headers]);
}

/// <summary>A request header that an endpoint reads.</summary>
public sealed record RequestHeader(string Name, string Description)
{
    public static RequestHeader ProofChallenge { get; } = new("Proof-Challenge", "The challenge that was solved, base64url; not needed where a receipt is shown for a case that is kept as a draft.");

    public static RequestHeader ProofNonce { get; } = new("Proof-Nonce", "The nonce that solves it, decimal.");
}

/// <summary>The endpoint may be asked only by whoever shows a receipt.</summary>
public sealed record NeedsReceipt;

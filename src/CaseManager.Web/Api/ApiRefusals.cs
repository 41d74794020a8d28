using CaseManager.Core;
using CaseManager.Core.Cases.Grants;
using CaseManager.Core.Sealing;
using CaseManager.Web.Hosting;

namespace CaseManager.Web.Api;

/// <summary>Answers refusals as problem+json with a stable code; whatever else goes wrong stays an error.</summary>
public sealed class ApiRefusals : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RefusedException refusal)
        {
            if (refusal.Kind is RefusalKind.NotNow)
            {
                DatabaseAway.AskToRetry(context.HttpContext.Response);
            }

            return Problem(refusal);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem(new RefusedException("too-large", RefusalKind.TooLarge));
        }
    }

    /// <summary>Says that the same request may be sent once more.</summary>
    public static IResult TryAgain() => Problem(new RefusedException("try-again", RefusalKind.NotNow));

    private static IResult Problem(RefusedException refusal)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = refusal.Code };
        if (refusal is BehindException behind)
        {
            extensions["head"] = ChainHeadJson.Of(behind.Head);
        }

        if (refusal is CaseTakenException taken)
        {
            extensions["assignee"] = new { id = HexId.Write(taken.AssigneeId), alias = taken.Alias };
        }

        var (status, title) = refusal.Kind switch
        {
            RefusalKind.Invalid => (StatusCodes.Status400BadRequest, "What was sent breaks a rule."),
            RefusalKind.NotFound => (StatusCodes.Status404NotFound, "There is nothing here for you."),
            RefusalKind.Conflict => (StatusCodes.Status409Conflict, "Something else is there already."),
            RefusalKind.TooLarge => (StatusCodes.Status413PayloadTooLarge, "That is too large."),
            RefusalKind.NotNow => (StatusCodes.Status503ServiceUnavailable, "Not now; try again later."),
        };
        return Results.Problem(title: title, statusCode: status, extensions: extensions);
    }
}

/// <summary>Where an author's chain ends, as JSON.</summary>
public sealed record ChainHeadJson(string Author, string KeyPair, int Sequence, string Hash)
{
    public static ChainHeadJson Of(ChainHead head) =>
        new(head.Author, head.KeyPair.ToString(), head.Sequence, System.Buffers.Text.Base64Url.EncodeToString(head.Hash));
}

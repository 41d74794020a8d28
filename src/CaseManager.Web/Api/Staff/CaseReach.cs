using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>A case that is restricted to others is not there: neither the case nor what belongs to it, whatever address names it.</summary>
public sealed class CaseReach(RequireReach require) : IEndpointFilter
{
    /// <summary>Parts of an address that lead to a case.</summary>
    private static readonly (string Name, ReachedBy By)[] Parts =
        [("caseId", ReachedBy.Case), ("noticeId", ReachedBy.Notice), ("requestId", ReachedBy.Request), ("stepId", ReachedBy.Step), ("messageId", ReachedBy.Mail)];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext;
        foreach (var (name, by) in Parts)
        {
            if (request.GetRouteValue(name) is string text && HexId.TryRead(text, out var id))
            {
                await require.RunAsync(by, id, request.User.StaffId(), request.RequestAborted);
            }
        }

        return await next(context);
    }
}

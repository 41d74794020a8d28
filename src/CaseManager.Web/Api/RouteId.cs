using CaseManager.Core;

namespace CaseManager.Web.Api;

/// <summary>Reads an identifier out of an address; anything else is simply not there.</summary>
public static class RouteId
{
    /// <exception cref="RefusedException"><c>unknown</c>.</exception>
    public static Guid Read(string text) => HexId.TryRead(text, out var id) ? id : throw new RefusedException("unknown", RefusalKind.NotFound);
}

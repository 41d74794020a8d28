using System.Security.Claims;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.Web.Security;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Api.Staff;

/// <summary>Who is signed in, and how far she has come with her keys.</summary>
public static class MeApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/me", ShowAsync).Produces<MeJson>();

    private static async Task<IResult> ShowAsync(
        ClaimsPrincipal user, ShowStaffKeys show, IOptions<CaseManagerOptions> options, CancellationToken cancel)
    {
        var id = user.StaffId();
        var shown = await show.RunAsync(id, cancel);
        return ApiJson.Answer(new MeJson(
            id,
            user.Alias(),
            [.. RoleName.All.Where(user.IsInRole)],
            shown.Roster?.IsOfficer(id) is true,
            shown.State,
            options.Value.Sessions.IdleMinutes,
            shown.Roster?.RootKey,
            shown.Roster is { } roster ? HexId.Write(roster.Instance) : null));
    }

    /// <param name="RootKey">Ed25519, for a browser that has not pinned one yet; <see langword="null"/> before the ceremony.</param>
    private sealed record MeJson(
        Guid Id, string Alias, IReadOnlyList<string> Roles, bool Officer, StaffKeysState Keys, int IdleMinutes, byte[]? RootKey, string? Instance);
}

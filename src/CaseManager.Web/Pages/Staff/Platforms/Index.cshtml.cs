using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseManager.Web.Pages.Staff.Platforms;

/// <summary>The directory of platforms as it counts today.</summary>
public sealed class IndexModel(ReadDirectory readDirectory) : PageModel
{
    public IReadOnlyList<Platform> Platforms { get; private set; } = [];

    public bool MayEdit => Policy.Passes(User, Policy.Administration);

    public async Task OnGetAsync(CancellationToken cancel) =>
        Platforms = [.. (await readDirectory.RunAsync(cancel)).Platforms.All.OrderBy(platform => platform.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Ways on which a notice about an adult's imagery can go.</summary>
    public static IEnumerable<ChannelRoute> RoutesOf(Platform platform) =>
        platform.Channels.Where(channel => channel is { Use: ChannelUse.Notice, Route: not null }).Select(channel => channel.Route!.Value).Distinct().Order();
}

using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>Channels, groups and sites that targets belong to.</summary>
internal static class VenueServices
{
    public static IServiceCollection AddVenues(this IServiceCollection services) => services
        .AddScoped<KeepVenues>()
        .AddScoped<DestroyVenues>()
        .AddScoped<CompareVenues>()
        .AddScoped<PlaceTargets>()
        .AddScoped<TellMembers>()
        .AddScoped<OpenVenues>()
        .AddScoped<RecordVenueOpening>()
        .AddScoped<ReadVenueLink>()
        .AddScoped<FindVenue>()
        .AddScoped<AddVenue>()
        .AddScoped<SuggestSuccessor>()
        .AddScoped<DecideSuccessor>()
        .AddScoped<ListVenues>()
        .AddScoped<ShowVenue>()
        .AddScoped<OpenVenueFile>()
        .AddScoped<CheckVenueFile>()
        .AddScoped<ShareNotices>()
        .AddScoped<SharedWith>()
        .AddScoped<VenuesOfCase>();
}

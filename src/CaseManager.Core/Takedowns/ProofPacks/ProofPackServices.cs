using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Takedowns.ProofPacks;

/// <summary>What proof packs are made of.</summary>
internal static class ProofPackServices
{
    internal static IServiceCollection AddProofPacks(this IServiceCollection services) => services
        .AddScoped<ReadProofTakedowns>()
        .AddScoped<ReadProofHead>()
        .AddScoped<MakeProofPack>()
        .AddScoped<ListProofPacks>();
}

using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Core.Documents;

/// <summary>The use cases about documents.</summary>
public static class DocumentServices
{
    public static IServiceCollection AddDocuments(this IServiceCollection services) => services
        .AddScoped<AskForDocument>()
        .AddScoped<DestroyDocument>()
        .AddScoped<FinishDocument>()
        .AddScoped<ForgetUnfinishedDocuments>()
        .AddScoped<KeepChunk>()
        .AddScoped<OpenDocument>()
        .AddScoped<ShowDocuments>()
        .AddScoped<StartDocument>()
        .AddScoped<SwitchDocuments>();
}

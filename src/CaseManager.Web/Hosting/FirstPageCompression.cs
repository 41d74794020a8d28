using Microsoft.AspNetCore.ResponseCompression;

namespace CaseManager.Web.Hosting;

/// <summary>
/// Compresses the survivor's one document, which is the same for everybody. No other answer: compressing what mixes a
/// secret with typed text would let an eavesdropper guess the secret by the length.
/// </summary>
public static class FirstPageCompression
{
    public static IServiceCollection AddFirstPageCompression(this IServiceCollection services) =>
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });

    public static IApplicationBuilder UseFirstPageCompression(this IApplicationBuilder app, Sites sites) => app.UseWhen(
        context => context.Request.Path == "/" && sites.IsPublic(context.Request),
        page => page.UseResponseCompression());
}

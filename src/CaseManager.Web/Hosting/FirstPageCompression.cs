using System.IO.Compression;
using CaseManager.Web.Pages.Public;
using Microsoft.AspNetCore.ResponseCompression;

namespace CaseManager.Web.Hosting;

/// <summary>
/// Compresses the survivor's one document and the page of helplines: both are the same for everybody, hold no secret and repeat nothing
/// that was typed. No other answer: compressing what mixes a secret with typed text would let an eavesdropper guess the secret by the length.
/// </summary>
public static class FirstPageCompression
{
    // The fastest level packs each piece that is written by itself: a page of many pieces would weigh almost twice as much.
    public static IServiceCollection AddFirstPageCompression(this IServiceCollection services) => services
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });

    public static IApplicationBuilder UseFirstPageCompression(this IApplicationBuilder app, Sites sites) => app.UseWhen(
        context => (context.Request.Path == "/" || context.Request.Path == HelpModel.Address) && sites.IsPublic(context.Request),
        page => page.UseResponseCompression());
}

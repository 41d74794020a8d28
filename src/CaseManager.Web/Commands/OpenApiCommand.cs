using System.CommandLine;
using System.Globalization;
using CaseManager.Web.Api;
using CaseManager.Web.Hosting;
using CaseManager.Web.Settings;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CaseManager.Web.Commands;

/// <summary><c>openapi public</c> and <c>openapi staff</c>: the document of a host, for whoever writes a client. It needs no settings and no database.</summary>
public static class OpenApiCommand
{
    public static Command Create()
    {
        var which = new Argument<string>("document") { Description = string.Join(" or ", ApiDocuments.Names) };
        var command = new Command("openapi", "Write the OpenAPI document of a host.") { which };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(which)!, parsed.InvocationConfiguration, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string document, InvocationConfiguration terminal, CancellationToken cancel)
    {
        if (!ApiDocuments.Names.Contains(document))
        {
            return await CommandOptions.RefuseAsync(terminal.Error, "document", document, ApiDocuments.Names);
        }

        var folder = Directory.CreateTempSubdirectory("casemanager-openapi-");
        try
        {
            await using var app = CaseManagerWeb.Build(SettingsOfNobody(folder.FullName));

            // Endpoints are complete once the program has started; it is on no port anybody knows, and gone at once.
            await app.StartAsync(cancel);
            var described = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(document).GetOpenApiDocumentAsync(cancel);
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            described.SerializeAsV31(new OpenApiJsonWriter(text));
            await terminal.Output.WriteLineAsync(text.ToString());
            await app.StopAsync(cancel);
            return CommandLine.Done;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Whatever has to be there for the program to start; nothing of it is in a document.</summary>
    private static string[] SettingsOfNobody(string folder) =>
    [
        "--environment=Development",
        "--Urls=http://127.0.0.1:0",
        "--Logging:LogLevel:Default=None",
        $"--{CaseManagerOptions.Section}:{nameof(CaseManagerOptions.Database)}=Host={folder};Database=none;Username=none",
        $"--{CaseManagerOptions.Section}:{nameof(CaseManagerOptions.PublicUrl)}=http://public.example",
        $"--{CaseManagerOptions.Section}:{nameof(CaseManagerOptions.StaffUrl)}=http://staff.example",
        $"--{CaseManagerOptions.Section}:{nameof(CaseManagerOptions.KeyFolder)}={folder}",
        $"--{CaseManagerOptions.Section}:{nameof(CaseManagerOptions.Practice)}=true",
        $"--{CaseManagerOptions.Section}:{nameof(CaseManagerOptions.Roles)}={ProgramRole.Web}",
        $"--{CaseManagerOptions.Section}:Organisation:Name=nobody",
        $"--{CaseManagerOptions.Section}:Organisation:Mailbox=nobody@staff.example",
        $"--{CaseManagerOptions.Section}:Mail:Domain=staff.example",
        $"--{CaseManagerOptions.Section}:Mail:Smtp:Host=localhost",
    ];
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CaseManager.Web.Api.Public;
using CaseManager.Web.Api.Staff;
using CaseManager.Web.Hosting;
using CaseManager.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CaseManager.Web.Api;

/// <summary>The two OpenAPI documents: what a second client reads. They tell shapes, never anything of this installation.</summary>
public static class ApiDocuments
{
    private const string Receipt = "receipt";
    private const string Session = "session";

    /// <summary>Names of both.</summary>
    public static IReadOnlyList<string> Names { get; } = [PublicApi.Document, StaffApi.Document];

    public static IServiceCollection AddApiDocuments(this IServiceCollection services)
    {
        foreach (var name in Names)
        {
            services.AddOpenApi(name, options =>
            {
                // What belongs to no group is no part of either.
                options.ShouldInclude = endpoint => endpoint.GroupName == name;
                options.CreateSchemaReferenceId = NameOf;
                options.AddSchemaTransformer((schema, context, _) => Write(schema, context.JsonTypeInfo.Type));
                options.AddOperationTransformer(Describe);
                options.AddDocumentTransformer((document, _, _) => Introduce(document, name));
            });
        }

        return services;
    }

    /// <summary>Each on its own host, the staff's behind sign-in.</summary>
    public static void MapApiDocuments(this WebApplication app, Sites sites)
    {
        app.MapOpenApi($"/api/{{documentName:regex(^{PublicApi.Document}$)}}.json").RequireHost(sites.PublicHosts);
        app.MapOpenApi($"/api/{{documentName:regex(^{StaffApi.Document}$)}}.json").RequireHost(sites.StaffHost).RequireAuthorization(Policy.Staff);
    }

    /// <summary>A shape of one endpoint is named with the class it stands in: several have a case, and not the same.</summary>
    private static string? NameOf(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name is not null && type.Type.DeclaringType is { } owner ? $"{owner.Name}.{name}" : name;
    }

    /// <summary>Bytes, ids, numbers and codes as <see cref="ApiJson"/> writes them.</summary>
    private static Task Write(OpenApiSchema schema, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var (pattern, description) = type == typeof(byte[]) ? ("^[A-Za-z0-9_-]*$", "Bytes in base64url without padding.")
            : type == typeof(Guid) ? ("^[0-9a-f]{32}$", "16 bytes in hexadecimal.")
            : (null, null);
        if (pattern is not null)
        {
            (schema.Format, schema.Pattern, schema.Description) = (null, pattern, description);
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value =>
                (JsonNode)JsonSerializer.SerializeToNode(Enum.ToObject(type, value), type, ApiJson.Options)!)];
        }
        else if (schema.Type is { } kind && (kind & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            (schema.Type, schema.Pattern) = (kind & ~JsonSchemaType.String, null);
        }
        else if (type == typeof(ProblemDetails))
        {
            schema.Properties!["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable code in kebab-case." };
        }

        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var header in metadata.OfType<RequestHeader>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Description = header.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (context.DocumentName == StaffApi.Document || metadata.OfType<NeedsReceipt>().Any())
        {
            var scheme = context.DocumentName == StaffApi.Document ? Session : Receipt;
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }];
        }

        return Task.CompletedTask;
    }

    private static Task Introduce(OpenApiDocument document, string name)
    {
        var isPublic = name == PublicApi.Document;
        document.Info = new OpenApiInfo
        {
            Title = isPublic ? "CaseManager, public host" : "CaseManager, staff host",
            Version = "1",
            Description = "Everything sealed is sealed by the client; its formats stand byte for byte in SECURITY.md. A refusal is a problem document "
                + "(RFC 9457) with a stable code in `code`. 503 with Retry-After: the same request may be sent again.",
        };

        // Where this installation is, is none of the document's business.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [isPublic ? Receipt : Session] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = isPublic ? ParameterLocation.Header : ParameterLocation.Cookie,
                Name = isPublic ? "Authorization" : "staff",
                Description = isPublic
                    ? "`Receipt ` and, with a dot between, lookup id and token that follow from a receipt, both base64url."
                    : "The cookie of a signed-in member. Whatever is no GET also carries the token of a page in the header RequestVerificationToken.",
            },
        };
        return Task.CompletedTask;
    }
}

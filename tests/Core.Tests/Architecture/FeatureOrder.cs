using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CaseManager.Core.Tests.Architecture;

/// <summary>Finds what a feature uses of a later one: in signatures, fields, attributes and method bodies.</summary>
public static class FeatureOrder
{
    /// <param name="order">Namespaces below <paramref name="root"/>; each may use those before it.</param>
    /// <returns>Sentences such as "Cases.CloseCase uses Takedowns.Notice".</returns>
    public static IReadOnlyList<string> Violations(string assembly, string root, IReadOnlyList<string> order)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. from type in module.GetTypes()
               let user = Position(type, root, order)
               where user is not null
               from used in TypesUsedBy(type)
               let target = Position(used, root, order)
               where target is not null && target > user
               let sentence = $"{Short(type, root)} uses {Short(used, root)}"
               orderby sentence
               group sentence by sentence into same
               select same.Key,
        ];
    }

    /// <summary>Names of folders in a feature's place that the order does not list.</summary>
    public static IReadOnlyList<string> Unlisted(string assembly, string root, IReadOnlyList<string> order)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. module.GetTypes()
                .Select(type => FeatureOf(type, root))
                .OfType<string>()
                .Distinct()
                .Where(feature => !order.Contains(feature)),
        ];
    }

    private static int? Position(TypeReference type, string root, IReadOnlyList<string> order)
    {
        var feature = FeatureOf(type, root);
        var position = order.ToList().IndexOf(feature ?? "");
        return position < 0 ? null : position;
    }

    private static string? FeatureOf(TypeReference type, string root)
    {
        var outermost = type;
        while (outermost.DeclaringType is { } outer)
        {
            outermost = outer;
        }

        return outermost.Namespace.StartsWith(root + ".", StringComparison.Ordinal)
            ? outermost.Namespace[(root.Length + 1)..].Split('.')[0]
            : null;
    }

    private static IEnumerable<TypeReference> TypesUsedBy(TypeDefinition type)
    {
        IEnumerable<TypeReference?> direct =
        [
            type.BaseType,
            .. type.Interfaces.Select(each => each.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Properties.Select(property => property.PropertyType),
            .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
            .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
            .. type.Methods.SelectMany(TypesUsedBy),
        ];
        return direct.OfType<TypeReference>().SelectMany(Parts);
    }

    private static IEnumerable<TypeReference?> TypesUsedBy(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.CustomAttributes.Select(attribute => attribute.AttributeType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(TypesUsedBy) : [],
    ];

    private static IEnumerable<TypeReference?> TypesUsedBy(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static string Short(TypeReference type, string root) => type.FullName.Replace(root + ".", "", StringComparison.Ordinal);
}

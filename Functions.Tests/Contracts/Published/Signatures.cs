using System.Globalization;
using System.Reflection;

namespace Escalation.Functions.Tests.Contracts.Published;

/// <summary>A type's public and protected members as a published API listing writes them, one a line.</summary>
internal static class Signatures
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    public static IEnumerable<string> Of(Type type)
    {
        var members = type.IsEnum
            ? Enum.GetNames(type).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n} = {Convert.ToInt32(Enum.Parse(type, n), CultureInfo.InvariantCulture)}"))
            : type.GetConstructors(Declared).Where(IsVisible).Select(Constructor)
                .Concat(type.GetProperties(Declared).Where(p => IsVisible(p.GetMethod ?? p.SetMethod!)).Select(Property))
                .Concat(type.GetMethods(Declared).Where(m => IsVisible(m) && (!m.IsSpecialName || IsOperator(m))).Select(Method));
        return members.Select(m => $"{type.Namespace}.{Name(type)}: {m}").Prepend($"{type.Namespace}.{Name(type)}: {Header(type)}");
    }

    private static string Header(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var parent = type.BaseType is { } b && b != typeof(object) && !type.IsValueType ? $" : {Name(b)}" : "";
        return $"public {kind} {Name(type)}{parent}";
    }

    /// <summary>A public constructor of an abstract type is one for its heirs alone, whatever it says.</summary>
    private static string Constructor(ConstructorInfo constructor) =>
        $"{(constructor.DeclaringType!.IsAbstract ? "protected " : Access(constructor))}{Name(constructor.DeclaringType!).Split('.')[^1]}({Parameters(constructor)});";

    private static string Property(PropertyInfo property)
    {
        var accessor = property.GetMethod ?? property.SetMethod!;
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        var set = property.SetMethod is { } setter && IsVisible(setter) ? "set; " : "";
        return $"{Access(accessor)}{Name(property.PropertyType)} {name} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method)
    {
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        var name = method.Name switch
        {
            "op_Equality" => $"{Name(method.ReturnType)} operator ==",
            "op_Inequality" => $"{Name(method.ReturnType)} operator !=",
            "op_Implicit" => $"implicit operator {Name(method.ReturnType)}",
            _ => $"{Name(method.ReturnType)} {method.Name}",
        };
        return $"{Access(method)}{name}{generics}({Parameters(method)}){string.Concat(method.GetGenericArguments().Select(Constraints))};";
    }

    private static string Constraints(Type parameter)
    {
        var isClass = parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
        var constraints = parameter.GetGenericParameterConstraints().Select(Name);
        string[] all = [.. isClass ? ["class"] : Array.Empty<string>(), .. constraints];
        return all.Length == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", all)}";
    }

    private static string Access(MethodBase method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return "";
        }

        var isOverride = method is MethodInfo m && m.GetBaseDefinition() != m;
        var kind = (method.IsStatic, isOverride, method.IsVirtual && !method.IsFinal) switch
        {
            (true, _, _) => "static ",
            (_, true, _) => "override ",
            (_, _, true) => "virtual ",
            _ => "",
        };
        return (method.IsPublic ? "public " : "protected ") + kind;
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var by = parameter.IsOut ? "out " : "";
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var value = (parameter.HasDefaultValue, parameter.DefaultValue) switch
        {
            (false, _) => "",
            (_, null) when type.IsValueType => " = default",
            (_, null) => " = null",
            (_, var given) when type.IsEnum => $" = {Name(type)}.{Enum.GetName(type, given)}",
            (_, var given) => string.Create(CultureInfo.InvariantCulture, $" = {given}"),
        };
        return $"{by}{Name(type)} {parameter.Name}{value}";
    }

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        var name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);
}

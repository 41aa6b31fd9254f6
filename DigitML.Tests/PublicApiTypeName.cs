using System.Reflection;

namespace DigitML.Tests;

/// <summary>Names types as C# does: keywords, ? for what may be null, angle brackets and square ones.</summary>
internal static class PublicApiTypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>A type by itself, where nothing tells what may be null.</summary>
    public static string Of(Type type) => Name(type, null);

    /// <summary>The type of a parameter or a returned value.</summary>
    public static string Of(ParameterInfo parameter) => Name(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    /// <summary>The type of a property.</summary>
    public static string Of(PropertyInfo property) => Name(property.PropertyType, new NullabilityInfoContext().Create(property));

    /// <summary>The type of a field.</summary>
    public static string Of(FieldInfo field) => Name(field.FieldType, new NullabilityInfoContext().Create(field));

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying, null) + "?";
        }

        // Whether an unconstrained T may be null is up to whoever fills it in.
        string mark = !type.IsValueType && !type.IsGenericParameter && nullability is { ReadState: NullabilityState.Nullable } ? "?" : "";
        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        return (Keywords.TryGetValue(type, out string? keyword) ? keyword : Generic(type, nullability)) + mark;
    }

    private static string Generic(Type type, NullabilityInfo? nullability)
    {
        if (!type.IsGenericType)
        {
            return type.Name;
        }

        NullabilityInfo[] known = nullability?.GenericTypeArguments ?? [];
        IEnumerable<string> arguments = type.GetGenericArguments().Select((argument, i) => Name(argument, known.ElementAtOrDefault(i)));
        return type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
            ? $"({string.Join(", ", arguments)})"
            : $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>";
    }
}

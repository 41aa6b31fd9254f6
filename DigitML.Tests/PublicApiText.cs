using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DigitML.Tests;

/// <summary>Writes public types down as sorted lines that read like C#, one a type and one a member.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All lines, in ordinal order.</summary>
    public static IEnumerable<string> Lines(IEnumerable<Type> types) =>
        types.SelectMany(type => Members(type).Prepend($"{FullName(type)} : {Kind(type)}")).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Members(Type type)
    {
        string owner = FullName(type);
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return [$"{owner}({Parameters(invoke)}) : {PublicApiTypeName.Of(invoke.ReturnParameter)}"];
        }

        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{owner}.{name} = {Enum.Format(type, Enum.Parse(type, name), "d")}");
        }

        return
        [
            .. type.GetConstructors(Declared).Where(IsVisible).Where(constructor => !IsCompilerMade(constructor))
                .Select(constructor => $"{owner}.new({Parameters(constructor)})"),
            .. type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(field => Field(owner, field)),
            .. type.GetEvents(Declared).Where(member => IsVisible(member.AddMethod))
                .Select(member => $"{owner}.{member.Name} : event {PublicApiTypeName.Of(member.EventHandlerType!)}"),
            .. type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible))
                .Where(property => property.Name != "EqualityContract")
                .Select(property => Property(owner, property)),
            .. type.GetMethods(Declared).Where(IsVisible).Where(IsWrittenByHand).Select(method => Method(owner, method)),
        ];
    }

    private static string Field(string owner, FieldInfo field)
    {
        string modifier = field.IsLiteral ? "const " : field.IsStatic ? "static " : "";
        string value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";
        return $"{owner}.{field.Name} : {modifier}{PublicApiTypeName.Of(field)}{value}";
    }

    private static string Property(string owner, PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(nonPublic: true).First(IsVisible);
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        string get = IsVisible(property.GetMethod) ? "get; " : "";
        bool init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string set = !IsVisible(property.SetMethod) ? "" : init ? "init; " : "set; ";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{owner}.{name} : {Modifiers(accessor)}{required}{PublicApiTypeName.Of(property)} {{ {get}{set}}}";
    }

    private static string Method(string owner, MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(PublicApiTypeName.Of))}>" : "";
        return $"{owner}.{method.Name}{generic}({Parameters(method)}) : {Modifiers(method)}{PublicApiTypeName.Of(method.ReturnParameter)}";
    }

    private static string Modifiers(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    } + (method.IsFamily ? "protected " : "");

    private static string Parameters(MethodBase method)
    {
        string extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return extension + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        bool spread = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        string passing = parameter switch
        {
            { ParameterType.IsByRef: false } => "",
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            _ => "ref ",
        };
        string value = parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue)}" : "";
        return $"{(spread ? "params " : "")}{passing}{PublicApiTypeName.Of(parameter)} {parameter.Name}{value}";
    }

    private static string Kind(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class"),
        };
        bool plain = kind is "enum" or "delegate";
        IEnumerable<Type> bases = plain ? [] : type.GetInterfaces().Where(contract => contract.IsPublic && !IsEquatable(contract));
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && !plain)
        {
            bases = bases.Except(parent.GetInterfaces()).Prepend(parent);
        }

        string list = string.Join(", ", bases.Select(PublicApiTypeName.Of));
        return list.Length == 0 ? kind : $"{kind} : {list}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string FullName(Type type) =>
        $"{(type.DeclaringType is { } outer ? FullName(outer) : type.Namespace)}.{PublicApiTypeName.Of(type)}";

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static bool IsWrittenByHand(MethodInfo method) =>
        !IsCompilerMade(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static bool IsCompilerMade(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null;

    private static bool IsEquatable(Type contract) => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEquatable<>);
}

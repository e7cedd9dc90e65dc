using System.Collections.Frozen;
using System.Reflection;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;

namespace Escalation.Functions.Store;

/// <summary>The texts that an event refers to, found by their type: those of a new event cannot be forgotten here.</summary>
internal static class TextReferences
{
    private static readonly FrozenDictionary<Type, PropertyInfo[]> Known =
        CaseFormat.EventTypes.Values.SelectMany(WithNested).Distinct().ToFrozenDictionary(type => type, Bearing);

    public static IEnumerable<TextRef> In(Event happened) => Of(happened);

    private static IEnumerable<TextRef> Of(object value) => Known[value.GetType()]
        .Select(property => property.GetValue(value))
        .SelectMany(held => held is TextRef text ? [text] : held is null ? [] : Of(held));

    private static IEnumerable<Type> WithNested(Type type) =>
        [type, .. Bearing(type).Select(property => property.PropertyType).Where(held => held.IsClass).SelectMany(WithNested)];

    /// <summary>The properties that are references, and those that hold records which have some.</summary>
    private static PropertyInfo[] Bearing(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => Bears(property.PropertyType))];

    private static bool Bears(Type type) =>
        type == typeof(TextRef)
        || type == typeof(TextRef?)
        || (type.IsClass && !type.IsGenericType && type.Assembly == typeof(Event).Assembly && Bearing(type).Length > 0);
}

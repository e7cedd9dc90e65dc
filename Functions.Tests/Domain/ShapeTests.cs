using System.Reflection;
using System.Text.Json.Serialization;
using Escalation.Domain.Cases;
using Escalation.Domain.Deciding;
using Escalation.Domain.Values;
using Escalation.Functions.Intake;

namespace Escalation.Functions.Tests.Domain;

/// <summary>What the domain may be made of.</summary>
public sealed class ShapeTests
{
    private static readonly HashSet<Type> s_plain =
    [
        typeof(int), typeof(bool), typeof(decimal), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan),
        typeof(Code), typeof(CaseId), typeof(Digest), typeof(Currency), typeof(TextRef),
    ];

    /// <summary>Partitions of lists, made of levels and weeks by <see cref="ViewRow"/>; nobody's words.</summary>
    private static readonly HashSet<string> s_derived = ["Case.Views"];

    public static TheoryData<string> EventNames() => [.. CaseFormat.EventTypes.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(EventNames))]
    public void An_event_holds_no_free_text(string name) => Assert.Empty(FreeText(CaseFormat.EventTypes[name]));

    [Fact]
    public void A_case_holds_no_free_text() => Assert.Empty(FreeText(typeof(Case)));

    [Fact]
    public void The_domain_needs_nothing_but_the_runtime_and_NodaTime() =>
        Assert.All(
            typeof(Decider).Assembly.GetReferencedAssemblies(),
            needed => Assert.True(needed.Name!.StartsWith("System.", StringComparison.Ordinal) || needed.Name == "NodaTime", needed.Name));

    /// <summary>The host's own retries would burn deliveries in a second and hide the reason; messages are put back with a delay.</summary>
    [Fact]
    public void No_function_asks_the_host_to_retry() =>
        Assert.DoesNotContain(
            typeof(IntakeFunction).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public)),
            method => method.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name.Contains("Retry", StringComparison.Ordinal)));

    /// <summary>Every stored property, at any depth, that could hold somebody's words.</summary>
    private static List<string> FreeText(Type root)
    {
        var seen = new HashSet<Type>();
        var found = new List<string>();
        Look(root);
        return found;

        void Look(Type type)
        {
            if (!seen.Add(type))
            {
                return;
            }

            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(IsStored))
            {
                var of = Inner(property.PropertyType);
                if (s_plain.Contains(of) || of.IsEnum || s_derived.Contains($"{type.Name}.{property.Name}"))
                {
                    continue;
                }

                if (of.Namespace?.StartsWith("Escalation.Domain", StringComparison.Ordinal) != true)
                {
                    found.Add($"{type.Name}.{property.Name} is a {of.Name}");
                    continue;
                }

                Look(of);
                foreach (var kind in of.GetCustomAttributes<JsonDerivedTypeAttribute>())
                {
                    Look(kind.DerivedType);
                }
            }
        }
    }

    private static bool IsStored(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>() is null && property.Name is not "EqualityContract";

    private static Type Inner(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? Inner(value)
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>) ? Inner(type.GetGenericArguments()[0])
        : type;
}

using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Local.Host;

/// <summary>The functions of an app, found by their attribute. Nothing has to be registered.</summary>
public sealed class FunctionCatalog
{
    private FunctionCatalog(IReadOnlyList<FunctionEntry> entries)
    {
        Entries = entries;
    }

    public IReadOnlyList<FunctionEntry> Entries { get; }

    /// <exception cref="FunctionCatalogException">Some functions cannot run; it lists all that is wrong with all of them.</exception>
    public static FunctionCatalog Find(params IEnumerable<Assembly> assemblies)
    {
        var errors = new List<string>();
        var entries = new List<FunctionEntry>();
        foreach (var method in assemblies.SelectMany(a => a.GetTypes()).SelectMany(Declared))
        {
            if (method.GetCustomAttribute<FunctionAttribute>(inherit: false) is not { } function)
            {
                continue;
            }

            if (FunctionSignature.Read(function.Name, method, errors) is { } entry)
            {
                entries.Add(entry);
            }
        }

        errors.AddRange(Clashes(entries));
        return errors.Count == 0
            ? new FunctionCatalog([.. entries.OrderBy(e => e.Name, StringComparer.Ordinal)])
            : throw new FunctionCatalogException(errors);
    }

    private static IEnumerable<MethodInfo> Declared(Type type) => type.GetMethods(
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    private static IEnumerable<string> Clashes(IReadOnlyList<FunctionEntry> entries)
    {
        // The worker compares names without regard to case.
        var names = Shared(entries, e => [e.Name], "the name");
        var queues = Shared(entries.OfType<QueueFunction>(), e => [e.Queue], "the queue");
        var routes = Shared(
            entries.OfType<HttpFunction>(),
            e => e.Methods.DefaultIfEmpty("any method").Select(m => $"{m} /{e.Route}"),
            "the route");
        return [.. names, .. queues, .. routes];
    }

    private static IEnumerable<string> Shared<T>(IEnumerable<T> entries, Func<T, IEnumerable<string>> values, string what)
        where T : FunctionEntry =>
        entries
            .SelectMany(e => values(e).Select(value => (Value: value, e.Where)))
            .GroupBy(pair => pair.Value, pair => pair.Where, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group)} share {what} '{group.Key}'.");
}

/// <summary>Functions that cannot run as they are written.</summary>
public sealed class FunctionCatalogException(IReadOnlyList<string> errors)
    : Exception($"{errors.Count} {(errors.Count == 1 ? "fault" : "faults")} in the functions:{Environment.NewLine}"
        + string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}

using System.Reflection;

namespace Escalation.Local.Host;

/// <summary>A method that runs when its trigger fires.</summary>
/// <param name="Name">Unique within the app; from the attribute.</param>
public abstract record FunctionEntry(string Name, MethodInfo Method)
{
    /// <summary>Type and method, for messages to people.</summary>
    public string Where => $"{Method.DeclaringType?.FullName}.{Method.Name}";
}

/// <param name="Route">The template below the route prefix.</param>
/// <param name="Methods">In upper case; empty for any method.</param>
public sealed record HttpFunction(string Name, MethodInfo Method, string Route, IReadOnlyList<string> Methods)
    : FunctionEntry(Name, Method);

/// <param name="AutoComplete">Whether the message is completed when the function returns without having settled it.</param>
public sealed record QueueFunction(string Name, MethodInfo Method, string Queue, bool AutoComplete) : FunctionEntry(Name, Method);

public sealed record TimerFunction(string Name, MethodInfo Method, CronSchedule Schedule, bool RunOnStartup)
    : FunctionEntry(Name, Method);

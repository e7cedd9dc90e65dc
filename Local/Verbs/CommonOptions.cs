using System.CommandLine;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Tables;
using Escalation.Local.Bus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Escalation.Local.Verbs;

/// <summary>Options that several verbs share.</summary>
internal static class CommonOptions
{
    public static Option<string> Data { get; } = new("--data")
    {
        Description = "The folder that holds everything: database, keys, policy, people.",
        DefaultValueFactory = _ => Path.GetFullPath(".data"),
    };

    public static Option<string?> Tables { get; } = new("--tables")
    {
        Description = $"Keep the state in Table Storage: {TablesConnection.Rule}. The variable {TablesConnection.Variable} says the same out of sight of "
            + "other users of this machine. The queues stay in the data folder.",
    };

    public static Option<string?> Bus { get; } = new("--bus")
    {
        Description = $"Keep the messages on Service Bus: {BusConnection.Rule}. The variable {BusConnection.Variable} says the same out of sight of "
            + $"other users of this machine. Needs {TablesConnection.Option}.",
    };

    public static Option<string?> Policy { get; } = new("--policy") { Description = "A policy file, in place of policy.yaml in the data folder." };

    public static Option<string?> People { get; } = new("--people") { Description = "A people file, in place of people.yaml in the data folder." };

    public static Option<bool> Json { get; } = new("--json") { Description = "One JSON document on standard output, and nothing else." };

    /// <summary>The store in Table Storage, where one is named; null for the one in the data folder.</summary>
    /// <exception cref="TablesException">It cannot be used.</exception>
    public static async Task<TableStore?> TablesOf(ParseResult arguments, CancellationToken stopping) =>
        (arguments.GetValue(Tables) ?? Environment.GetEnvironmentVariable(TablesConnection.Variable)) is { Length: > 0 } text
            ? await TablesConnection.Open(text, TimeProvider.System, stopping)
            : null;

    /// <summary>The namespace that carries the messages, if one is named; null for the queues in the data folder.</summary>
    /// <exception cref="BusException">It cannot be used.</exception>
    /// <exception cref="CommandException">Nothing says that the cases lie in Table Storage.</exception>
    public static async Task<ServiceBusClient?> BusOf(ParseResult arguments, bool hasTables, CancellationToken stopping) =>
        (arguments.GetValue(Bus) ?? Environment.GetEnvironmentVariable(BusConnection.Variable)) is not { Length: > 0 } text ? null
        : hasTables ? await BusConnection.Open(text, TimeProvider.System, stopping)
        : throw new CommandException(
            $"{BusConnection.Option} needs {TablesConnection.Option}: if the messages are on Service Bus, the cases have to be in Table Storage.");

    /// <summary>Warnings and worse go to standard error; standard output belongs to the verb.</summary>
    public static ILoggerFactory Loggers(LogLevel least = LogLevel.Warning) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(least)
        .AddFilter("Microsoft", LogLevel.Critical)
        .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "))
        .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}

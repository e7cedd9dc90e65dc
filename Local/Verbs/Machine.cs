using System.Reflection;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Bus;
using Escalation.Functions.Intake;
using Escalation.Functions.Messages;
using Escalation.Functions.Notify;
using Escalation.Functions.Path;
using Escalation.Functions.Policies;
using Escalation.Functions.Startup;
using Escalation.Functions.Tables;
using Escalation.Local.Bus;
using Escalation.Local.Host;
using Escalation.Local.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Local.Verbs;

/// <summary>How the pipeline is put up on this machine.</summary>
/// <param name="DataFolder">Holds everything: the database, the keys, the policy and the people.</param>
public sealed record MachineOptions(string DataFolder)
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public LocalHostOptions Host { get; init; } = new();

    public PipelineOptions Pipeline { get; init; } = new();

    /// <summary>In place of the policy in the data folder.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>In place of the people in the data folder.</summary>
    public string? PeopleFile { get; init; }

    /// <summary>Where messages to people are posted as JSON; null to keep them in the case's log only.</summary>
    public Uri? DeliverTo { get; init; }

    /// <summary>Holds the state in place of the data folder, which then holds the queues alone. Its tables exist.</summary>
    public TableStore? Tables { get; init; }

    /// <summary>Carries the messages in place of the data folder's queues. Its entities exist; it belongs to the caller.</summary>
    public ServiceBusClient? Bus { get; init; }

    /// <summary>Where functions are looked for.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [typeof(IntakeFunction).Assembly];

    /// <summary>Put around the ports, by tests and the simulator.</summary>
    public Func<IStore, IStore> AroundStore { get; init; } = store => store;

    /// <inheritdoc cref="AroundStore"/>
    public Func<ISender, ISender> AroundSender { get; init; } = sender => sender;

    /// <summary>Put around the receiving side of the queues, by tests.</summary>
    public Func<IQueues, IQueues> AroundQueues { get; init; } = queues => queues;

    /// <inheritdoc cref="AroundStore"/>
    public Func<IDelivery, IDelivery> AroundDelivery { get; init; } = delivery => delivery;
}

/// <summary>The whole pipeline on one machine: embedded queue and store, local keys, and the functions, ready to be started.</summary>
public sealed class Machine : IAsyncDisposable
{
    private readonly SqliteFile _file;
    private readonly ServiceProvider _services;

    private Machine(SqliteFile file, ServiceProvider services, KeyFile keys, IQueues queues, LocalHost host)
    {
        (_file, _services, Keys, Queues, Host) = (file, services, keys, queues, host);
    }

    public KeyFile Keys { get; }

    /// <summary>Queue and store, for tools that look beneath the ports.</summary>
    internal SqliteFile File => _file;

    /// <summary>The queues in the data folder: with <see cref="MachineOptions.Bus"/>, empty ones.</summary>
    public IQueues Queues { get; }

    public LocalHost Host { get; }

    public IServiceProvider Services => _services;

    /// <summary>Opens the data folder, making what is missing.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    /// <exception cref="KeyFileException">The keys cannot be used.</exception>
    /// <exception cref="YamlFileException">The policy or the people cannot be used.</exception>
    public static async Task<Machine> Open(MachineOptions options, ILoggerFactory loggers, CancellationToken stopping)
    {
        var file = SqliteFile.Open(options.DataFolder);
        try
        {
            var policyFile = options.PolicyFile ?? ShippedFiles.Ensure(options.DataFolder, ShippedFiles.Policy);
            var peopleFile = options.PeopleFile ?? ShippedFiles.Ensure(options.DataFolder, ShippedFiles.People);
            var store = options.AroundStore(await StateHome.Choose(options.DataFolder, new SqliteStore(file), options.Tables, stopping));
            var queues = new SqliteQueues(file, options.Clock);
            await queues.EndLocks(stopping);
            await BusHome.Check(options.DataFolder, queues, options.Bus, stopping);
            var policies = await PolicyBook.Open(store, await ShippedFiles.ReadPolicy(policyFile, stopping), policyFile, stopping);
            var people = new LivePeople(
                peopleFile,
                [.. policies.Current.Levels.Select(level => level.Id)],
                [.. policies.Current.Teams.Select(team => team.Id)],
                loggers.CreateLogger<LivePeople>());
            var keys = KeyFile.Open(options.DataFolder, [.. people.Everybody.Select(person => person.Id.Text)]);
            var services = Messages(new ServiceCollection(), options, queues)
                .AddSingleton(loggers)
                .AddLogging()
                .AddSingleton(options.Clock)
                .AddSingleton(options.Pipeline)
                .AddSingleton(new PublicAddress(new Uri($"http://127.0.0.1:{options.Host.Port ?? 7071}/")))
                .AddSingleton(store)
                .AddSingleton(policies)
                .AddSingleton<IPeopleSource>(people)
                .AddSingleton<IPrincipals>(keys)
                .AddSingleton(SecretFile.Open(options.DataFolder))
                .AddSingleton(options.AroundDelivery(Delivery(options)))
                .AddPipeline()
                .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
            var taken = options.AroundQueues(queues);
            var catalog = FunctionCatalog.Find(options.Assemblies);
            var host = options.Bus is { } bus
                ? new LocalHost(catalog, services, Pumps(bus, options.Host, loggers), options.Clock, options.Host, loggers)
                : new LocalHost(catalog, services, taken, options.Clock, options.Host, loggers);
            return new(file, services, keys, taken, host);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _services.DisposeAsync();
        await _file.DisposeAsync();
    }

    private static IServiceCollection Messages(IServiceCollection services, MachineOptions options, SqliteQueues queues) => options.Bus is { } bus
        ? services.AddSingleton(_ => new ServiceBusOutbox(bus)).AddSender("servicebus", made => options.AroundSender(made.GetRequiredService<ServiceBusOutbox>()))
        : services.AddSender("sqlite", _ => options.AroundSender(queues));

    private static Func<FunctionInvoker, IdleSignal, IPump> Pumps(ServiceBusClient bus, LocalHostOptions options, ILoggerFactory loggers) =>
        (invoker, _) => new BusPump((QueueFunction)invoker.Function, invoker, bus, options, loggers.CreateLogger<BusPump>());

    private static IDelivery Delivery(MachineOptions options) =>
        options.DeliverTo is { } url ? new WebhookDelivery(new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) }) : new LogDelivery();
}

using Azure.Core;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Bus;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Notify;
using Escalation.Functions.Path;
using Escalation.Functions.Policies;
using Escalation.Functions.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Startup;

/// <summary>The pipeline on Azure: Table Storage, Service Bus, App Service authentication and the company's gateway.</summary>
public static class AzureServices
{
    /// <summary>The client tries for minutes where nothing answers; whoever waits for the app is told sooner, and the platform starts it again.</summary>
    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection to the gateway is kept, so that a changed address is noticed.</summary>
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    /// <summary>Reads and keeps the policy, checks the people, and puts the pipeline together. The tables are made by infra/.</summary>
    /// <param name="credential">The identity of the app.</param>
    /// <exception cref="YamlFileException">The policy or the people cannot be used.</exception>
    /// <exception cref="StoreUnavailableException">The store could not be reached, or a table is not there: the platform starts the app again.</exception>
    public static Task AddAzure(
        this IServiceCollection services, AppSettings settings, TokenCredential credential, TimeProvider clock, CancellationToken stopping)
    {
        services.AddSingleton(_ => new ServiceBusClient(settings.ServiceBus, credential));
        return services.AddAzure(settings, TableStore.Connect(settings.Tables, credential), clock, stopping);
    }

    /// <summary>Sees at start whether the bus can be reached, and not only when the first complaint is to be sent.</summary>
    /// <exception cref="SendFailedException">It cannot: it says why.</exception>
    public static async Task ReachBus(this IServiceProvider services, AppSettings settings, TimeProvider clock)
    {
        try
        {
            using var patience = new CancellationTokenSource(PatienceAtStart, clock);
            await services.GetRequiredService<ServiceBusOutbox>().Reach(Entities.Complaints, patience.Token).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new SendFailedException(
                $"Service Bus at {settings.ServiceBus} did not answer within {PatienceAtStart.TotalSeconds} seconds (ServiceBus__fullyQualifiedNamespace).");
        }
        catch (SendFailedException e)
        {
            throw new SendFailedException($"{e.Message} The namespace is {settings.ServiceBus} (ServiceBus__fullyQualifiedNamespace).", e.InnerException);
        }
    }

    /// <summary>The same on a store that is connected already; the Service Bus client is to be added by the caller.</summary>
    internal static async Task AddAzure(
        this IServiceCollection services, AppSettings settings, TableStore store, TimeProvider clock, CancellationToken stopping)
    {
        var text = await PolicyText.Load(settings.PolicyFile, stopping);
        var policies = await Reach(store, () => PolicyBook.Open(store, text, settings.PolicyFile, stopping));
        var levels = policies.Current.Levels.Select(level => level.Id).ToArray();
        var teams = policies.Current.Teams.Select(team => team.Id).ToArray();
        _ = PeopleReader.Read(await File.ReadAllTextAsync(settings.PeopleFile, stopping), settings.PeopleFile, levels, teams);
        services
            .AddSingleton(clock)
            .AddSingleton(new PipelineOptions(settings.CaseEvents))
            .AddSingleton(new PublicAddress(settings.PublicAddress))
            .AddSingleton(settings.CustomerSecret)
            .AddSingleton<IStore>(store)
            .AddSingleton<ServiceBusOutbox>()
            .AddSender("servicebus", made => made.GetRequiredService<ServiceBusOutbox>())
            .AddSingleton(policies)
            .AddSingleton<IPeopleSource>(made => new LivePeople(settings.PeopleFile, levels, teams, made.GetRequiredService<ILogger<LivePeople>>()))
            .AddSingleton<IPrincipals>(made => new EasyAuthPrincipals(
                settings.AuthenticationOn,
                settings.ReviewerClaim,
                made.GetRequiredService<IPeopleSource>(),
                made.GetRequiredService<ILogger<EasyAuthPrincipals>>()))
            .AddSingleton<IDelivery>(new WebhookDelivery(Gateway(settings.DeliverTo)))
            .AddPipeline();
    }

    /// <summary>The first to need the store says where it was looked for.</summary>
    private static async Task<T> Reach<T>(TableStore store, Func<Task<T>> first)
    {
        try
        {
            return await first();
        }
        catch (StoreUnavailableException e)
        {
            throw new StoreUnavailableException($"{e.Message} The tables are at {store.Address} (Storage__tableServiceUri).", e.InnerException);
        }
    }

    private static HttpClient Gateway(Uri address) =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLife }) { BaseAddress = address, Timeout = LongestDelivery };
}

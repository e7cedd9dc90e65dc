using Azure.Messaging.ServiceBus;
using Escalation.Functions.Intake;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Startup;
using Escalation.Functions.Tables;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Contracts.ServiceBus;
using Escalation.Functions.Tests.Contracts.Tables;
using Escalation.Local.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Startup;

[Collection(AzuriteCollection.Name)]
public sealed class AzureServicesTests(Azurite azurite) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_function_can_be_made_from_the_services_of_the_deployed_app()
    {
        await using var services = await Services();

        Assert.All(
            FunctionCatalog.Find(typeof(IntakeFunction).Assembly).Entries,
            function => Assert.NotNull(ActivatorUtilities.CreateInstance(services, function.Method.DeclaringType!)));
    }

    [Fact]
    public async Task People_who_cannot_be_used_stop_the_start()
    {
        await Assert.ThrowsAsync<YamlFileException>(() => Services(people: "reviewers: nobody"));
    }

    /// <summary>infra/ makes them; a start that made them again would pay seven requests each time.</summary>
    [Fact]
    public async Task A_table_that_is_not_there_stops_the_start_with_its_name()
    {
        var stopped = await Assert.ThrowsAsync<StoreUnavailableException>(() => Services(store: TableStore.Connect(azurite.NewAccount())));

        Assert.StartsWith(
            "The table 'policies' is not there. On Azure infra/ makes it; 'serve' makes it when it starts. The tables are at http://127.0.0.1:",
            stopped.Message,
            StringComparison.Ordinal);
    }

    private async Task<ServiceProvider> Services(string? people = null, TableStore? store = null)
    {
        var samples = System.IO.Path.Combine(AppContext.BaseDirectory, "samples");
        var peopleFile = System.IO.Path.Combine(_folder.Path, "people.yaml");
        await File.WriteAllTextAsync(peopleFile, people ?? await File.ReadAllTextAsync(System.IO.Path.Combine(samples, "people.yaml")));
        var settings = new AppSettings(
            new("https://account.table.core.windows.net"),
            "bus.servicebus.windows.net",
            System.IO.Path.Combine(samples, "policy.yaml"),
            peopleFile,
            new("https://complaints.example/"),
            new("https://gateway.example/"),
            CaseEvents: false,
            AuthenticationOn: true,
            ReviewerClaim: "preferred_username")
        {
            CustomerSecret = new(new byte[CustomerSecret.FewestBytes]),
        };
        var services = new ServiceCollection().AddLogging().AddSingleton<ServiceBusClient>(new FakeServiceBus());
        await services.AddAzure(settings, store ?? await azurite.NewStore(), TimeProvider.System, CancellationToken.None);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}

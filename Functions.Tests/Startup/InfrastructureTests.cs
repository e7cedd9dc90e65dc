using System.Text.Json;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Startup;
using Escalation.Functions.Store;
using Escalation.Functions.Telemetry;
using Escalation.Functions.Tests.Contracts.Tables;
using Escalation.Local.Host;
using Microsoft.Extensions.Configuration;
using Resource = Escalation.Functions.Tests.Startup.Infrastructure.Resource;

namespace Escalation.Functions.Tests.Startup;

/// <summary>What a deployment makes is what the code uses. Read from the resolved resources, not from the text of infra/.</summary>
public sealed class InfrastructureTests(Infrastructure infrastructure) : IClassFixture<Infrastructure>
{
    private const string Queue = "Microsoft.ServiceBus/namespaces/queues";
    private const string Topic = "Microsoft.ServiceBus/namespaces/topics";
    private const string Subscription = Topic + "/subscriptions";
    private const string Rule = Subscription + "/rules";
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Table = Account + "/tableServices/tables";
    private const string Namespace = "Microsoft.ServiceBus/namespaces";
    private const string Vault = "Microsoft.KeyVault/vaults";
    private const string App = "Microsoft.Web/sites";
    private const string Role = "Microsoft.Authorization/roleAssignments";

    /// <summary>Azure's id of the role Service Bus Data Receiver.</summary>
    private const string Receiver = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";

    /// <summary>Azure's id of the role Service Bus Data Sender.</summary>
    private const string Sender = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";

    private static readonly string[] Topics = [Entities.Escalations, Entities.CaseEvents];
    private static readonly string[] Queues = [.. Entities.Taken.Concat(Entities.Given).Except(Topics)];

    [Fact]
    public void The_queues_are_those_of_the_code() => Assert.Equal(Sorted(Queues), Sorted(Names(Queue)));

    [Fact]
    public void The_topics_are_those_of_the_code() => Assert.Equal(Sorted(Topics), Sorted(Names(Topic)));

    [Fact]
    public void The_tables_are_those_of_the_code() => Assert.Equal(Sorted(TableNames.All), Sorted(Names(Table)));

    [Fact]
    public void The_app_may_receive_from_what_it_takes_and_from_nothing_else() => Assert.Equal(Sorted(Entities.Taken), Sorted(Allowed(Receiver)));

    [Fact]
    public void The_app_may_send_to_every_queue_and_topic() => Assert.Equal(Sorted(Queues.Concat(Topics)), Sorted(Allowed(Sender)));

    [Fact]
    public void Every_queue_forwards_its_dead_letters_but_the_one_they_go_to() => Assert.Equal(
        Sorted(Queues.Except([Entities.DeadLetters])),
        Sorted(Dev(Queue).Where(queue => queue.Has("forwardDeadLetteredMessagesTo") && Word(queue, "forwardDeadLetteredMessagesTo") == Entities.DeadLetters)
            .Select(queue => queue.Name)));

    /// <summary>Nothing follows after it: what could not be parked must stay until the tables answer again.</summary>
    [Fact]
    public void A_dead_letter_is_tried_two_thousand_times_and_every_other_message_ten_times() => Assert.All(
        Dev(Queue).Concat(Dev(Subscription)),
        taken => Assert.Equal(taken.Name == Entities.DeadLetters ? 2000 : 10, taken["maxDeliveryCount"].GetValue<int>()));

    /// <summary>The alarm rows send a follow-up again. A remedy or a command is never lost that way.</summary>
    [Fact]
    public void Only_follow_ups_and_dead_letters_may_expire_without_a_trace() => Assert.Equal(
        Sorted([Entities.FollowUps, Entities.DeadLetters]),
        Sorted(Dev(Queue).Where(queue => !queue["deadLetteringOnMessageExpiration"].GetValue<bool>()).Select(queue => queue.Name)));

    /// <summary>It would silently drop delayed copies and resubmissions.</summary>
    [Fact]
    public void No_queue_or_topic_detects_duplicates() =>
        Assert.All(Dev(Queue).Concat(Dev(Topic)), entity => Assert.False(entity["requiresDuplicateDetection"].GetValue<bool>()));

    [Fact]
    public async Task Escalations_reach_the_levels_of_the_sample_policy()
    {
        var policy = PolicyReader.Read(await PolicyText.Load(System.IO.Path.Combine(Npm.Folder, "..", "samples", "policy.yaml"), default), "policy.yaml");

        Assert.Equal(
            Sorted(policy.Levels.Select(level => level.Id.Text)),
            Sorted(Dev(Rule).Select(rule => rule["correlationFilter"]["properties"]!["level"]!.GetValue<string>())));
    }

    /// <summary>A subscription is made with this rule, which lets everything through unless it is written over.</summary>
    [Fact]
    public void No_subscription_of_a_level_keeps_the_rule_that_lets_everything_through() =>
        Assert.All(Dev(Rule), rule => Assert.Equal("$Default", rule.Name));

    [Fact]
    public void Every_setting_that_the_app_cannot_start_without_is_set()
    {
        var missing = Assert.Throws<AppSettingsException>(() => AppSettings.Read(new ConfigurationBuilder().Build(), System.IO.Path.Combine(Npm.Folder, "..", "samples")));

        Assert.Subset(Settings(), missing.Errors.Select(error => error.Split(':')[0]).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The platform sets it while its authentication is on. Set by hand, it would make the app believe anybody.</summary>
    [Fact]
    public void Nobody_tells_the_app_that_authentication_is_on_but_the_platform() => Assert.DoesNotContain("WEBSITE_AUTH_ENABLED", Settings());

    [Fact]
    public void No_account_and_no_namespace_takes_a_key()
    {
        Assert.All(Dev(Account), account => Assert.False(account["allowSharedKeyAccess"].GetValue<bool>()));
        Assert.All(Dev(Namespace), bus => Assert.True(bus["disableLocalAuth"].GetValue<bool>()));
    }

    [Fact]
    public void Without_being_asked_for_no_network_is_made()
    {
        Assert.DoesNotContain(infrastructure.Dev, resource => resource.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
        Assert.All(Closable(infrastructure.Dev), resource => Assert.Equal("Enabled", Word(resource, "publicNetworkAccess")));
    }

    [Fact]
    public void In_a_network_of_its_own_everything_that_holds_data_is_closed_to_others_and_has_a_way_in()
    {
        var closed = Closable(infrastructure.Private).ToList();

        Assert.Equal(4, closed.Count);
        Assert.All(closed, resource => Assert.Equal("Disabled", Word(resource, "publicNetworkAccess")));
        Assert.Equal(
            Sorted(closed.Select(resource => resource.Name)),
            Sorted(Of(infrastructure.Private, "Microsoft.Network/privateEndpoints")
                .Select(endpoint => endpoint["privateLinkServiceConnections"][0]!["properties"]!["privateLinkServiceId"]!.GetValue<string>().Split('/')[^1])));
        Assert.EndsWith("/subnets/app", Word(Of(infrastructure.Private, App).Single(), "virtualNetworkSubnetId"), StringComparison.Ordinal);
    }

    [Fact]
    public void Production_keeps_its_data_in_two_regions_and_its_vault_for_good()
    {
        Assert.Contains(Of(infrastructure.Production, Account), account => account.Sku == "Standard_GZRS");
        Assert.True(Of(infrastructure.Production, Vault).Single()["enablePurgeProtection"].GetValue<bool>());
    }

    [Fact]
    public void Every_queue_that_is_taken_from_has_a_function() => Assert.Equal(
        Sorted(Entities.Taken),
        Sorted(FunctionCatalog.Find(typeof(Entities).Assembly).Entries.OfType<QueueFunction>().Select(function => function.Queue)));

    [Fact]
    public void The_host_settles_no_message_by_itself()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Npm.Folder, "..", "Functions", "host.json")));

        Assert.False(host.RootElement.GetProperty("extensions").GetProperty("serviceBus").GetProperty("autoCompleteMessages").GetBoolean());
    }

    [Fact]
    public void The_alarm_watches_that_sweeps_are_counted() => Assert.Contains(
        $"name == \"{Meters.SweepsName}\"", Dev("Microsoft.Insights/scheduledQueryRules").Single().ToString().Replace("\\u0022", "\"", StringComparison.Ordinal), StringComparison.Ordinal);

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);

    private static IEnumerable<Resource> Of(IEnumerable<Resource> resources, string type) => resources.Where(resource => resource.Type == type);

    private static IEnumerable<Resource> Closable(IEnumerable<Resource> resources) => resources.Where(resource => resource.Type is Account or Namespace or Vault);

    private static string Word(Resource resource, string property) => resource[property].GetValue<string>();

    private IEnumerable<Resource> Dev(string type) => Of(infrastructure.Dev, type);

    private IEnumerable<string> Names(string type) => Dev(type).Select(resource => resource.Name);

    /// <summary>The queues and topics for which the app is given a role.</summary>
    private IEnumerable<string> Allowed(string role) => Dev(Role)
        .Where(given => Word(given, "roleDefinitionId").EndsWith(role, StringComparison.Ordinal))
        .Select(given => given.Scope.Split('/')[^1]);

    /// <summary>The names of the app's settings.</summary>
    private HashSet<string> Settings() =>
        Dev(App).Single()["siteConfig"]["appSettings"]!.AsArray().Select(setting => setting!["name"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
}

using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Contracts.Tables;
using Escalation.Functions.Tests.Verbs;
using Escalation.Local.Bus;
using Escalation.Local.Sqlite;
using Escalation.Local.Verbs;

namespace Escalation.Functions.Tests.Broker;

/// <summary>What a person is told whose <c>--bus</c> cannot be used.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class BusConnectionTests(Azurite azurite) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nonsense")]
    [InlineData("sb://mine.servicebus.windows.net")]
    [InlineData("127.0.0.1")]
    [InlineData("Endpoint=sb://mine.servicebus.windows.net")]
    [InlineData("Endpoint=sb://mine.servicebus.windows.net;SharedAccessKeyName=me")]
    public async Task What_names_no_namespace_is_told_with_the_rule_and_without_its_words(string text)
    {
        var e = await Assert.ThrowsAsync<BusException>(() => Open(text));

        Assert.Equal($"--bus: This names no namespace. The rule is: {BusConnection.Rule}.", e.Message);
    }

    [Fact]
    public async Task A_connection_string_for_one_queue_is_told_apart()
    {
        var e = await Assert.ThrowsAsync<BusException>(
            () => Open("Endpoint=sb://mine.servicebus.windows.net;SharedAccessKeyName=me;SharedAccessKey=bm8=;EntityPath=reviews"));

        Assert.StartsWith("--bus: This connection string is for one queue or topic only.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_that_is_not_there_is_told_with_its_address()
    {
        var e = await Assert.ThrowsAsync<BusException>(() => Open(
            $"Endpoint=sb://127.0.0.1:{StandInBroker.FreePort()};SharedAccessKeyName=me;SharedAccessKey=bm8=;UseDevelopmentEmulator=true"));

        Assert.Matches("^--bus: The namespace at 127.0.0.1 cannot be used: .*refused", e.Message);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public async Task An_identity_that_cannot_sign_in_is_told_what_to_do()
    {
        var e = await Assert.ThrowsAsync<BusException>(() => Open("mine.servicebus.windows.net", new NobodyHere()));

        Assert.EndsWith("no identity could sign in. Run 'az login', or use a connection string.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_entity_that_is_missing_is_named()
    {
        var whole = Topology.OfInfra();
        using var broker = StandInBroker.Start(TimeProvider.System, whole with
        {
            Queues = whole.Queues.Where(queue => queue.Key is not (Entities.Reviews or Entities.Remedies)).ToDictionary(),
        });

        var e = await Assert.ThrowsAsync<BusException>(() => Open(broker.ConnectionString));

        Assert.StartsWith("--bus: The namespace at 127.0.0.1 has no 'reviews', 'remedies'. ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_with_every_entity_is_taken_as_it_is()
    {
        using var broker = StandInBroker.Start(TimeProvider.System);

        await using var client = await Open(broker.ConnectionString);

        Assert.Empty(broker.Depths());
    }

    [Fact]
    public async Task The_program_tells_it_in_one_line_and_ends_with_2()
    {
        var (exit, output, errors) = await ProgramRun.ToEnd("serve", "--data", _folder.Path, "--tables", azurite.NewAccount(), "--bus", "nonsense");

        Assert.Equal((2, "", $"--bus: This names no namespace. The rule is: {BusConnection.Rule}."), (exit, output, errors.TrimEnd()));
    }

    [Fact]
    public async Task Cases_in_the_data_folder_cannot_have_their_messages_elsewhere()
    {
        var refused = await Assert.ThrowsAsync<CommandException>(() => Invoked.Verb("serve", "--data", _folder.Path, "--bus", "mine.servicebus.windows.net"));

        Assert.StartsWith("--bus needs --tables: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_whose_messages_are_on_a_namespace_is_not_served_without_it()
    {
        await using var file = SqliteFile.Open(_folder.Path);
        var queues = new SqliteQueues(file, TimeProvider.System);
        await using var first = Client("first");
        await using var second = Client("second");
        await BusHome.Check(_folder.Path, queues, first, default);

        var without = await Assert.ThrowsAsync<DataFolderException>(() => BusHome.Check(_folder.Path, queues, null, default));
        var another = await Assert.ThrowsAsync<DataFolderException>(() => BusHome.Check(_folder.Path, queues, second, default));
        await BusHome.Check(_folder.Path, queues, first, default);

        Assert.All([without, another], e => Assert.Contains("are on Service Bus at first.servicebus.windows.net", e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_holds_messages_does_not_leave_them_behind()
    {
        await using var file = SqliteFile.Open(_folder.Path);
        var queues = new SqliteQueues(file, TimeProvider.System);
        await queues.Send([new(Entities.Updates, "m-1", "reply", default, new Dictionary<string, string>(StringComparer.Ordinal))], default);
        await using var bus = Client("first");

        var refused = await Assert.ThrowsAsync<DataFolderException>(() => BusHome.Check(_folder.Path, queues, bus, default));

        Assert.Contains("holds 1 messages that nobody would take with --bus", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(System.IO.Path.Combine(_folder.Path, BusHome.FileName)));
    }

    private static ServiceBusClient Client(string name) => new($"Endpoint=sb://{name}.servicebus.windows.net;SharedAccessKeyName=me;SharedAccessKey=bm8=");

    private static Task<ServiceBusClient> Open(string text, TokenCredential? credential = null) =>
        BusConnection.Open(text, TimeProvider.System, default, () => credential ?? new NobodyHere());

    private sealed class NobodyHere : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No account was found.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No account was found.");
    }
}

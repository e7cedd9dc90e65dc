using System.Collections.Concurrent;
using System.Globalization;
using Escalation.Functions.Messages;
using Escalation.Local.Host;
using Escalation.Local.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Escalation.Functions.Tests.Host;

/// <summary>The host on the queue that it runs on outside the tests.</summary>
public sealed class HostOnSqliteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("host-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 60_000)]
    public async Task Every_message_reaches_its_function_once_and_then_the_host_is_idle()
    {
        var probe = new Probe();
        var handled = new ConcurrentQueue<string>();
        await using var file = SqliteFile.Open(_folder);
        var queues = new SqliteQueues(file, TimeProvider.System);
        probe.OnMessage = async (message, actions, stopping) =>
        {
            await queues.Send([Message(Probe.AutoQueue, message.MessageId)], stopping);
            await actions.CompleteMessageAsync(message, stopping);
        };
        probe.OnAutoMessage = message =>
        {
            handled.Enqueue(message.MessageId);
            return Task.CompletedTask;
        };
        var keys = Enumerable.Range(0, 200).Select(i => i.ToString("000", CultureInfo.InvariantCulture)).ToList();
        await using var services = new ServiceCollection().AddSingleton(probe).BuildServiceProvider();
        await using var host = new LocalHost(
            FunctionCatalog.Find(typeof(ProbeFunctions).Assembly),
            services,
            queues,
            TimeProvider.System,
            new LocalHostOptions { Port = null, RunTimers = false },
            NullLoggerFactory.Instance);
        await queues.Send([.. keys.Select(key => Message(Probe.Queue, key))], CancellationToken.None);
        await host.Start(CancellationToken.None);

        await host.Idle([Probe.Queue, Probe.AutoQueue], CancellationToken.None);

        Assert.Equal(keys, handled.Order(StringComparer.Ordinal));
    }

    private static OutgoingMessage Message(string entity, string key) =>
        new(entity, key, "Kind", "{}"u8.ToArray(), new Dictionary<string, string>(StringComparer.Ordinal));
}

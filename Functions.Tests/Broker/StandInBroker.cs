using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Amqp.Listener;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Broker;

/// <summary>Stands in for a Service Bus namespace: speaks to the real client over AMQP, on this machine, on a clock that a test may move.</summary>
/// <remarks>
/// It has what the pipeline uses: peek-lock, renewal, completing, abandoning, dead letters with their forwarding, time to live, scheduled
/// messages, topics with correlation filters, the size of messages. It knows no sessions, no transactions, no duplicate detection, no deferral and
/// no permissions. What the service does with the time to live of a dead letter that it forwards is not documented: here it ends.
/// </remarks>
internal sealed class StandInBroker : IDisposable
{
    private const int Ports = 10;
    private readonly ContainerHost _host;

    private StandInBroker(BrokerNamespace entities, int port, X509Certificate2? certificate)
    {
        (Entities, Port) = (entities, port);
        var scheme = certificate is null ? "amqp" : "amqps";
        _host = new ContainerHost([new Amqp.Address($"{scheme}://127.0.0.1:{port}")], certificate);
        foreach (var listener in _host.Listeners)
        {
            listener.SASL.EnableMechanism(ClaimsSasl.Name, new ClaimsSasl());
            listener.SASL.EnableAnonymousMechanism = true;
            listener.HandlerFactory = _ => new WireHandler();
        }

        _host.RegisterRequestProcessor(OpenGate.Address, new OpenGate());
        foreach (var entity in entities.Sources.Union(entities.Targets, StringComparer.OrdinalIgnoreCase))
        {
            // A client puts a slash before it if the endpoint has a port.
            _host.RegisterRequestProcessor($"{entity}/$management", new ManagementNode(entities, entity));
            _host.RegisterRequestProcessor($"/{entity}/$management", new ManagementNode(entities, entity));
        }

        _host.RegisterLinkProcessor(new LinkDoor(entities));
    }

    public int Port { get; }

    public BrokerNamespace Entities { get; }

    /// <summary>For a client on this machine, as for Microsoft's own emulator: no TLS, and any key will do.</summary>
    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{Port};SharedAccessKeyName=any;SharedAccessKey=bm8gc2VjcmV0IGF0IGFsbA==;UseDevelopmentEmulator=true;";

    /// <param name="topology">By default the entities of infra/local/Config.json.</param>
    /// <param name="certificate">For TLS, which a client with an identity insists on; null for none.</param>
    /// <param name="port">A given port, for a client that cannot be told one; null for a free one.</param>
    public static StandInBroker Start(TimeProvider clock, Topology? topology = null, X509Certificate2? certificate = null, int? port = null)
    {
        topology ??= Topology.OfInfra();
        for (var attempt = 1; ; attempt++)
        {
            var broker = new StandInBroker(new BrokerNamespace(topology, clock), port ?? FreePort(), certificate);
            try
            {
                broker._host.Open();
                return broker;
            }
            catch (SocketException) when (port is null && attempt < Ports)
            {
                broker.Dispose(); // Somebody else took it in this moment.
            }
        }
    }

    /// <summary>What every entity holds, in numbers.</summary>
    public IReadOnlyList<QueueDepth> Depths() => Entities.Depths();

    public void Dispose()
    {
        _host.Close();
        Entities.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

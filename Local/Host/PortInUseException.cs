namespace Escalation.Local.Host;

/// <summary>The port to listen on is taken.</summary>
public sealed class PortInUseException(int port, Exception inner) : Exception(
    $"Port {port} on 127.0.0.1 is in use, perhaps by another copy of this program. Stop that one, or choose another port (--port).",
    inner)
{
    public int Port { get; } = port;
}

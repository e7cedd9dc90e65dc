using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Local.Host;

/// <summary>How the functions are run on this machine. The defaults are those of infra/ and host.json where these have one.</summary>
public sealed record LocalHostOptions
{
    /// <summary>On 127.0.0.1; 0 for any free one, null to open none.</summary>
    public int? Port { get; init; } = 7071;

    /// <summary>What every route begins with, without slashes.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>The largest body of a request, in bytes.</summary>
    public long MaxRequestBody { get; init; } = 4 * 1024 * 1024;

    public bool RunTimers { get; init; } = true;

    /// <summary>How many messages of one queue are worked on at the same time.</summary>
    public int Concurrency { get; init; } = 16;

    public TimeSpan LockFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long, from its delivery, a message's lock is renewed while its function runs.</summary>
    public TimeSpan RenewFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a stop waits for what is in hand.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Adds to the services of the web server, such as JSON options for results.</summary>
    public Action<IServiceCollection>? ConfigureWeb { get; init; }
}

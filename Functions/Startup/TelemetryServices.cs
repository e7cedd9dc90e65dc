using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Startup;

/// <summary>What a host has to say for the pipeline to be followed.</summary>
public static class TelemetryServices
{
    /// <summary>Adds the port through which messages go out, followed by traces.</summary>
    /// <param name="system">What carries the messages: <c>servicebus</c>, or a name of the host's own.</param>
    public static IServiceCollection AddSender(this IServiceCollection services, string system, Func<IServiceProvider, ISender> sender) => services
        .AddSingleton(new MessagingSystem(system))
        .AddSingleton<ISender>(made => new TracedSender(sender(made), made.GetRequiredService<Traces>()));

    internal static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddMetrics()
        .AddSingleton<Traces>()
        .AddSingleton<Meters>()
        .AddSingleton<Census>();
}

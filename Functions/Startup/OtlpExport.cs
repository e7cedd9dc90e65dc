using Escalation.Functions.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Escalation.Functions.Startup;

/// <summary>Sends traces and metrics to a collector by OTLP, where a setting names one; else nothing is collected at all.</summary>
/// <remarks>Everything else is the standard's: OTEL_EXPORTER_OTLP_PROTOCOL, _HEADERS, OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER,
/// OTEL_METRIC_EXPORT_INTERVAL and so on are read by the library. Disposing sends what has not been sent yet, for five seconds at most.</remarks>
public sealed class OtlpExport : IDisposable
{
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string ProtocolSetting = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private static readonly string[] Protocols = ["grpc", "http/protobuf"];

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private OtlpExport(Uri endpoint)
    {
        Endpoint = endpoint;
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Name).AddSource(Traces.SourceName).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Name).AddMeter(Meters.MeterName).AddOtlpExporter().Build();
    }

    public Uri Endpoint { get; }

    /// <returns>Null when no environment variable names a collector.</returns>
    /// <exception cref="OtlpSettingsException">A setting is wrong: the library would quietly send somewhere else.</exception>
    public static OtlpExport? Start() => Start(Environment.GetEnvironmentVariable);

    internal static OtlpExport? Start(Func<string, string?> setting)
    {
        var (endpoint, protocol) = (setting(EndpointSetting)?.Trim(), setting(ProtocolSetting)?.Trim());
        if (string.IsNullOrEmpty(endpoint))
        {
            return null;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new OtlpSettingsException($"{EndpointSetting}: '{endpoint}' must be an http or https address, such as http://127.0.0.1:4317.");
        }

        return string.IsNullOrEmpty(protocol) || Protocols.Contains(protocol, StringComparer.Ordinal)
            ? new(address)
            : throw new OtlpSettingsException($"{ProtocolSetting}: '{protocol}' must be one of {string.Join(", ", Protocols)}.");
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    /// <summary>OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come after, and win.</summary>
    private static void Name(ResourceBuilder resource) => resource.AddService("escalation").AddEnvironmentVariableDetector();
}

/// <summary>Where telemetry is to go cannot be understood.</summary>
public sealed class OtlpSettingsException(string message) : Exception(message);

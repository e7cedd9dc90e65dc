using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Escalation.Functions.Messages;
using Escalation.Functions.Startup;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Crash;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Telemetry;

/// <summary><c>serve</c> as a process, beside a collector: what arrives there when it is named, and when it is not.</summary>
public sealed class OtlpExportTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly TaskCompletionSource _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromMinutes(2));
    private Gateway? _gateway;
    private Collector? _collector;

    public async Task InitializeAsync() => (_gateway, _collector) = (await Gateway.Open(() => _delivered.TrySetResult()), await Collector.Open());

    public async Task DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        await _collector!.DisposeAsync();
        _timeout.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_collector_that_is_named_gets_traces_and_metrics_with_nothing_personal_in_them()
    {
        await Serve(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector!.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "complaints-of-the-shop",
        });

        var traces = _collector.Exports.Where(export => export.Path == "/v1/traces").ToList();
        var metrics = _collector.Exports.Where(export => export.Path == "/v1/metrics").ToList();
        Assert.All(_collector.Exports, export => Assert.Equal("application/x-protobuf", export.ContentType));
        Assert.All(
            ["POST /api/complaints", "process complaints", "handle register", "deliver email", "complaints-of-the-shop"],
            text => Assert.Contains(traces, export => export.Says(text)));
        Assert.All(
            ["escalation.process.duration", "escalation.commands", "complaints-of-the-shop"], text => Assert.Contains(metrics, export => export.Says(text)));
        Assert.All(
            ["Maria", "Virtanen", "Rantatie", "1234567", "maria@example.org", "torn open"],
            text => Assert.DoesNotContain(_collector.Exports, export => export.Says(text)));
        Assert.NotEmpty(_gateway!.Deliveries);
        Assert.All(_gateway.Deliveries, delivery => Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", delivery.TraceParent));
    }

    [Fact]
    public async Task Where_none_is_named_nothing_is_followed_and_so_nothing_is_there_to_send()
    {
        await Serve(new() { [OtlpExport.EndpointSetting] = "" });

        // At least once: a slow machine may deliver the letter again.
        Assert.Equal([""], _gateway!.Deliveries.Select(delivery => delivery.TraceParent).Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Where_none_is_named_no_exporter_is_made(string? endpoint) =>
        Assert.Null(OtlpExport.Start(name => name == OtlpExport.EndpointSetting ? endpoint : "http/protobuf"));

    [Theory]
    [InlineData("collector:4317", null, "OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' must be an http or https address, such as http://127.0.0.1:4317.")]
    [InlineData("http://127.0.0.1:4317", "http/json", "OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' must be one of grpc, http/protobuf.")]
    public void A_setting_that_the_library_would_pass_over_is_told(string endpoint, string? protocol, string words)
    {
        var wrong = Assert.Throws<OtlpSettingsException>(() => OtlpExport.Start(name =>
            name == OtlpExport.EndpointSetting ? endpoint : name == OtlpExport.ProtocolSetting ? protocol : null));

        Assert.Equal(words, wrong.Message);
    }

    /// <summary>Serves one complaint until its customer was told, and ends as after Ctrl+C.</summary>
    private async Task Serve(Dictionary<string, string> settings)
    {
        var port = FreePort();
        var keys = KeyFile.Open(_folder.Path, ["anna"]);
        using var serve = ServeProcess.Start(_folder.Path, port, _gateway!.Address, settings: settings);
        await serve.Ready.WaitAsync(_timeout.Token);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/api/complaints")))
        {
            Content = JsonContent.Create(Complaints.AskingForRefund(320, "USD")),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", keys.Keys.First(key => key.Role == Role.Upstream).Key) },
        };
        using var answer = await http.SendAsync(request, _timeout.Token);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await _delivered.Task.WaitAsync(_timeout.Token);
        Assert.Equal((0, ""), (await serve.Interrupt().WaitAsync(_timeout.Token), serve.Complaints));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

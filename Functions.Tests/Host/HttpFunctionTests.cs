using System.Net.Http.Json;
using System.Text.Json;
using Escalation.Local.Host;
using Microsoft.AspNetCore.Mvc;

namespace Escalation.Functions.Tests.Host;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    private const int Limit = 1024;
    private readonly HostedProbe _hosted = new(new LocalHostOptions { Port = 0, MaxRequestBody = Limit });
    private HttpClient _client = new();

    public async Task InitializeAsync()
    {
        await _hosted.Start();
        _client.Dispose();
        _client = _hosted.Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _hosted.DisposeAsync();
    }

    [Fact]
    public async Task A_function_answers_at_its_route_without_being_registered() =>
        Assert.Equal("{\"name\":\"anna\"}", await _client.GetStringAsync("/api/probe/anna"));

    [Fact]
    public async Task A_function_may_return_a_minimal_result_and_take_a_whole_path() =>
        Assert.Equal("{\"rest\":\"a/b\"}", await _client.GetStringAsync("/api/minimal/a/b"));

    [Fact]
    public async Task A_part_of_the_path_that_is_left_out_is_null() =>
        Assert.Equal("{\"rest\":null}", await _client.GetStringAsync("/api/minimal"));

    [Fact]
    public async Task An_unknown_address_is_a_problem_404() =>
        Assert.Equal((404, 404), await Problem(await _client.GetAsync("/api/nothing")));

    [Fact]
    public async Task A_wrong_method_is_a_problem_405() =>
        Assert.Equal((405, 405), await Problem(await _client.DeleteAsync("/api/probe/anna")));

    [Fact]
    public async Task A_wrong_method_is_told_the_right_ones()
    {
        var response = await _client.DeleteAsync("/api/probe/anna");

        Assert.Equal("GET, POST", string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_body_above_the_limit_is_a_problem_413()
    {
        _hosted.Probe.OnRequest = async (request, _, stopping) =>
        {
            using var reader = new StreamReader(request.Body);
            return new OkObjectResult(await reader.ReadToEndAsync(stopping));
        };
        using var body = new ByteArrayContent(new byte[Limit + 1]);

        Assert.Equal((413, 413), await Problem(await _client.PostAsync("/api/probe/anna", body)));
    }

    [Fact]
    public async Task A_function_that_fails_is_a_problem_500()
    {
        _hosted.Probe.OnRequest = (_, _, _) => throw new InvalidOperationException("Mrs Virtanen of Turku");

        Assert.Equal((500, 500), await Problem(await _client.GetAsync("/api/probe/anna")));
    }

    [Fact]
    public async Task A_failure_tells_the_caller_nothing_of_its_inside()
    {
        _hosted.Probe.OnRequest = (_, _, _) => throw new InvalidOperationException("Mrs Virtanen of Turku");

        var text = await (await _client.GetAsync("/api/probe/anna")).Content.ReadAsStringAsync();

        Assert.False(text.Contains("Virtanen", StringComparison.Ordinal) || text.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_is_logged_without_what_was_asked()
    {
        _hosted.Probe.OnRequest = (_, _, _) => throw new InvalidOperationException("Mrs Virtanen of Turku");

        await _client.PostAsJsonAsync("/api/probe/anna?phone=0401234567", new { account = "broken kettle" });

        Assert.Equal(
            (true, false, false, false),
            (Has("ProbeHttp failed: System.InvalidOperationException"), Has("Virtanen"), Has("0401234567"), Has("kettle")));

        bool Has(string text) => _hosted.Logged.Contains(text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_404_by_a_function_stays_its_own()
    {
        _hosted.Probe.OnRequest = (_, _, _) => Task.FromResult<IActionResult>(new NotFoundResult());

        Assert.Equal("", await (await _client.GetAsync("/api/probe/anna")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_words_that_help()
    {
        await using var second = new HostedProbe(new LocalHostOptions { Port = _hosted.Host.Address!.Port });

        var refused = await Assert.ThrowsAsync<PortInUseException>(second.Start);

        Assert.Contains($"Port {_hosted.Host.Address.Port} on 127.0.0.1 is in use", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_host_answers_no_more()
    {
        await _hosted.Host.Stop();

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync("/api/probe/anna"));
    }

    /// <summary>The status of the answer and the status in its problem details.</summary>
    private static async Task<(int Status, int Problem)> Problem(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, problem.RootElement.GetProperty("status").GetInt32());
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Escalation.Functions.Console;
using Escalation.Functions.Store;

namespace Escalation.Local.Verbs.Parked;

/// <summary>Asks a pipeline that runs, here or on Azure, through its doors for operators.</summary>
internal sealed class ServedParkedDesk : IParkedDesk
{
    private readonly HttpClient _http;

    /// <param name="key">Of an operator: a key of keys.json, or on Azure an access token.</param>
    public ServedParkedDesk(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/api/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    public Task<ParkedList> List(bool all, CancellationToken stopping) => Get<ParkedList>($"parked?all={(all ? "true" : "false")}", stopping);

    public Task<ParkedDetail> Show(string id, CancellationToken stopping) => Get<ParkedDetail>(Path(id), stopping);

    public Task<ResubmissionAnswer> Resubmit(string id, CancellationToken stopping) =>
        Answer<ResubmissionAnswer>(() => _http.PostAsync($"{Path(id)}/resubmit", null, stopping), stopping);

    public Task<ParkedDetail> Discard(string id, string reason, CancellationToken stopping) =>
        Answer<ParkedDetail>(() => _http.PostAsJsonAsync($"{Path(id)}/discard", new { reason }, stopping), stopping);

    private static string Path(string id) => $"parked/{Uri.EscapeDataString(id)}";

    private Task<T> Get<T>(string path, CancellationToken stopping) => Answer<T>(() => _http.GetAsync(path, stopping), stopping);

    private async Task<T> Answer<T>(Func<Task<HttpResponseMessage>> call, CancellationToken stopping)
    {
        try
        {
            using var response = await call();
            if (response.IsSuccessStatusCode)
            {
                return (await response.Content.ReadFromJsonAsync<T>(LogEntry.Format, stopping))!;
            }

            throw new CommandException($"{await Problem(response, stopping)} ({_http.BaseAddress} answered {(int)response.StatusCode}.)");
        }
        catch (HttpRequestException e)
        {
            throw new CommandException($"{_http.BaseAddress} cannot be reached: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new CommandException($"{_http.BaseAddress} did not answer as this pipeline does.", e);
        }
    }

    private static async Task<string> Problem(HttpResponseMessage response, CancellationToken stopping)
    {
        try
        {
            using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(stopping));
            return problem.RootElement.GetProperty("detail").GetString()!;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "That was not done.";
        }
    }
}

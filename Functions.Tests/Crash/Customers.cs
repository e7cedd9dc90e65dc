using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Crash;

/// <summary>Customers, reviewers and the fulfilment system, over HTTP. Whatever is not acknowledged they send again, under the same key; and
/// sometimes they send what was acknowledged again, under the same key or as a new wish.</summary>
internal sealed class Customers(Uri address, KeyFile keys, Pulse pulse, int seed, CancellationToken stopping) : IDisposable
{
    /// <summary>Nobody waits longer than this between two looks.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(40);

    /// <summary>Nor longer before sending again what got no answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <summary>After so many answers that a thing is still pending, a customer gives up: it was lost, and the evidence says so.</summary>
    private const int MostLooks = 400;

    private static readonly string[] Reviewers = ["anna", "carla", "dirk"];

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentQueue<CaseId> _cases = new();
    private readonly ConcurrentQueue<Acknowledged> _commands = new();
    private int _unanswered;

    public IReadOnlyCollection<CaseId> Cases => [.. _cases];

    public IReadOnlyCollection<Acknowledged> Commands => [.. _commands];

    /// <summary>How often a request had to be sent again because it got no answer.</summary>
    public int Unanswered => _unanswered;

    public void Dispose() => _http.Dispose();

    /// <summary>One complaint, from posting it until its case is closed.</summary>
    public async Task Live(int number)
    {
        var chance = new Random(seed * 10_000 + number);
        var form = Form(number, chance);
        var key = string.Create(CultureInfo.InvariantCulture, $"complaint-{seed}-{number}");
        var answer = await Post("complaints", form, Key(Role.Upstream), key);
        var id = CaseId.Parse(answer["case"]!.GetValue<string>());
        _cases.Enqueue(id);
        Note(id, answer, "complain");
        if (chance.Next(4) == 0)
        {
            Note(id, await Post("complaints", form, Key(Role.Upstream), key), "complain");
        }

        for (var step = 1; await Look(id) is { } view && view["stage"]!.GetValue<string>() != "closed"; step++)
        {
            if (!await Act(id, view, string.Create(CultureInfo.InvariantCulture, $"{key}-{step}"), chance))
            {
                return;
            }
        }
    }

    private static JsonObject Form(int number, Random chance)
    {
        var form = Complaints.Late(string.Create(CultureInfo.InvariantCulture, $"crash-{number}"));
        return chance.Next(4) switch
        {
            0 => form,
            1 => form.With("requestedRemedy", Refund(20)),
            2 => form.With("requestedRemedy", Refund(300)),
            _ => form.With("requestedRemedy", Refund(2_000)),
        };
    }

    private static JsonObject Refund(int amount) => new() { ["kind"] = "refund", ["amount"] = amount, ["currency"] = "EUR" };

    /// <summary>Whoever has to do something at this stage does it.</summary>
    private Task<bool> Act(CaseId id, JsonNode view, string key, Random chance) => view["stage"]!.GetValue<string>() switch
    {
        "offered" when chance.Next(4) == 0 => Say(id, new { type = "decline-options", offer = Number(view, "offer") }, Key(Role.CustomerChannel), key, chance),
        "offered" => Say(id, new { type = "choose", offer = Number(view, "offer"), option = 1 + chance.Next(2) }, Key(Role.CustomerChannel), key, chance),
        "under review" => Review(id, view, key, chance),
        "settling" => Say(id, new { type = "fulfilled", grant = Number(view, "grant") }, Key(Role.Fulfilment), key, chance),
        "following up" => Say(
            id,
            new { type = "satisfied", grant = Number(view, "grant"), solved = Number(view, "round") > 0 || chance.Next(4) > 0 },
            Key(Role.CustomerChannel),
            key,
            chance),
        var stage => throw new InvalidOperationException($"Nobody knows what to do with {id}, which is {stage}."),
    };

    private Task<bool> Review(CaseId id, JsonNode view, string key, Random chance)
    {
        var review = Number(view, "review");
        var reviewer = Key(Role.Reviewer, Reviewers[view["level"]!.GetValue<string>()[1] - '1']);
        return view["claimedBy"] is null ? Say(id, new { type = "claim", review }, reviewer, key, chance, "reviews")
            : chance.Next(3) == 0 ? Say(id, new { type = "counter-offer", review, options = new[] { Refund(11), Refund(12) } }, reviewer, key, chance, "reviews")
            : Say(id, new { type = "approve", review, remedy = Refund(10 + chance.Next(20)) }, reviewer, key, chance, "reviews");
    }

    /// <summary>Sends a command and waits for its outcome; now and then impatiently.</summary>
    /// <returns>False when there was none.</returns>
    private async Task<bool> Say(CaseId id, object command, string bearer, string key, Random chance, string door = "updates")
    {
        var intent = $"{key} {command.GetType().GetProperty("type")!.GetValue(command)}";
        var path = $"cases/{id}/{door}";
        List<Task<JsonNode>> sent = [Post(path, command, bearer, key)];
        if (chance.Next(4) == 0)
        {
            sent.Add(Post(path, command, bearer, key));
        }

        if (chance.Next(4) == 0)
        {
            sent.Add(Post(path, command, bearer, key + "-again"));
        }

        foreach (var answer in await Task.WhenAll(sent))
        {
            Note(id, answer, intent);
            var status = answer["status"]!.GetValue<string>()["/api/".Length..];
            if (await Seen(async () => (await Get(status, bearer))!["status"]!.GetValue<string>() != "pending" ? answer : null) is null)
            {
                return false;
            }
        }

        return true;
    }

    private void Note(CaseId id, JsonNode answer, string intent) => _commands.Enqueue(new(id, answer["status"]!.GetValue<string>().Split('/')[^1], intent));

    /// <summary>The case once it stands at a stage at which somebody has to do something.</summary>
    private Task<JsonNode?> Look(CaseId id) => Seen(async () =>
        await Get($"cases/{id}", Key(Role.Operator)) is { } view && view["stage"]!.GetValue<string>() != "assessing" ? view : null);

    /// <summary>Looks until there is something to see; null when there never is.</summary>
    private async Task<JsonNode?> Seen(Func<Task<JsonNode?>> look)
    {
        for (var looks = 0; looks < MostLooks; looks++)
        {
            if (await look() is { } seen)
            {
                return seen;
            }

            await Task.Delay(Glance, stopping);
        }

        return null;
    }

    private static int Number(JsonNode view, string name) => view[name]!.GetValue<int>();

    private string Key(Role role, string? id = null) => keys.Keys.First(key => key.Role == role && (id is null || key.Id == id)).Key;

    private Task<JsonNode> Post(string path, object body, string bearer, string key) => Answered(HttpMethod.Post, path, body, bearer, key)!;

    private Task<JsonNode?> Get(string path, string bearer) => Answered(HttpMethod.Get, path, null, bearer, null);

    /// <summary>Asks until there is an answer.</summary>
    private async Task<JsonNode?> Answered(HttpMethod method, string path, object? body, string bearer, string? key)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, $"api/{path}");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
                request.Content = body is null ? null : JsonContent.Create(body);
                if (key is not null)
                {
                    request.Headers.Add("Idempotency-Key", key);
                }

                using var response = await _http.SendAsync(request, stopping);
                var text = await response.Content.ReadAsStringAsync(stopping);
                pulse.Beat();
                switch (response.StatusCode)
                {
                    case HttpStatusCode.OK or HttpStatusCode.Accepted:
                        return JsonNode.Parse(text)!;
                    case HttpStatusCode.NotFound when method == HttpMethod.Get:
                        return null;
                    case not HttpStatusCode.ServiceUnavailable:
                        throw new InvalidOperationException($"{method} {path} was answered {(int)response.StatusCode}: {text}");
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !stopping.IsCancellationRequested))
            {
                Interlocked.Increment(ref _unanswered);
            }

            await Task.Delay(Patience, stopping);
        }
    }
}

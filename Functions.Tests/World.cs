using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Path;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;
using Escalation.Functions.Tests.Contracts;
using Escalation.Local.Host;
using Escalation.Local.Verbs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Tests;

/// <summary>What a door answered.</summary>
public sealed record Answer(int Status, string? MediaType, Uri? Location, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The fields that the problem details name, each with the rule it breaks.</summary>
    public IReadOnlyList<string> Errors => [.. Json["errors"]!.AsArray().Select(e => $"{e!["field"]} {e["problem"]}")];
}

/// <summary>What became of a command, as its sender reads it.</summary>
public sealed record CommandStatus(string Status, string? Reason, string? Words);

/// <summary>The whole pipeline of one machine in a temporary folder, on a clock that jumps. It begins on Monday, 2 March 2026, at 8:00 UTC,
/// the hour at which the company of the tests opens.</summary>
public sealed class World : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly TempFolder _folder = new();
    private readonly JumpingClock _clock = new(Monday);
    private readonly ConcurrentQueue<OutgoingMessage> _sent = [];
    private readonly ConcurrentQueue<Letter> _letters = [];
    private readonly LogLines _log = new();
    private readonly LoggerFactory _loggers;
    private readonly HttpClient _http = new();
    private Machine? _machine;

    private World() => _loggers = new LoggerFactory([_log]);

    public static DateTimeOffset Monday { get; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>What the gateway to people fails with, by letter; null where it takes the letter.</summary>
    public Func<Letter, Exception?> GatewayFault { get; set; } = _ => null;

    /// <summary>Everything that was logged so far.</summary>
    public string Logged => _log.Text;

    public IServiceProvider Services => Machine.Services;

    /// <summary>Every message that went to a queue or topic so far, in order.</summary>
    public IReadOnlyList<OutgoingMessage> AllSent => [.. _sent];

    private Machine Machine => _machine ?? throw new InvalidOperationException("The world is not open.");

    private CaseStore Cases => Services.GetRequiredService<CaseStore>();

    /// <param name="files">What lies beside the policy, by name.</param>
    /// <param name="tables">Holds the state in place of the data folder.</param>
    /// <param name="aroundQueues">Put around the receiving side of the queues.</param>
    public static async Task<World> Open(
        string policy = TestPolicy.Yaml,
        string people = TestPolicy.PeopleYaml,
        TableStore? tables = null,
        IReadOnlyDictionary<string, string>? files = null,
        Func<IQueues, IQueues>? aroundQueues = null)
    {
        var world = new World();
        foreach (var (name, content) in files ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            var path = System.IO.Path.Combine(world._folder.Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content);
        }

        await File.WriteAllTextAsync(System.IO.Path.Combine(world._folder.Path, "policy.yaml"), policy);
        await File.WriteAllTextAsync(System.IO.Path.Combine(world._folder.Path, "people.yaml"), people);
        var options = new MachineOptions(world._folder.Path)
        {
            Clock = world._clock,
            Tables = tables,
            AroundQueues = aroundQueues ?? (queues => queues),
            Host = new LocalHostOptions { Port = 0, RunTimers = false },
            AroundSender = sender => new NotedMessages(sender, world._sent),
            AroundDelivery = delivery => new NotedLetters(delivery, world._letters, letter => world.GatewayFault(letter)),
        };
        world._machine = await Machine.Open(options, world._loggers, CancellationToken.None);
        await world._machine.Host.Start(CancellationToken.None);
        world._http.BaseAddress = world._machine.Host.Address;
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_machine is not null)
        {
            await _machine.DisposeAsync();
        }

        _loggers.Dispose();
        _folder.Dispose();
    }

    /// <summary>Posts a complaint with the key of an upstream system, lets the pipeline come to rest, and tells its case.</summary>
    public async Task<CaseId> Complain(JsonObject form)
    {
        var answer = await Post("complaints", form, KeyOf(Role.Upstream));
        await Rest();
        return CaseId.Parse(answer.Json["case"]!.GetValue<string>());
    }

    /// <summary>A customer, or whoever speaks for one, answers something.</summary>
    public Task<CommandStatus> CustomerSays(CaseId id, object update) => Command($"cases/{id}/updates", update, KeyOf(Role.CustomerChannel));

    public Task<CommandStatus> FulfilmentReports(CaseId id, int grant = 1) =>
        Command($"cases/{id}/updates", new { type = "fulfilled", grant }, KeyOf(Role.Fulfilment));

    public Task<CommandStatus> OperatorSays(CaseId id, object update) => Command($"cases/{id}/updates", update, KeyOf(Role.Operator));

    public Task<CommandStatus> Review(CaseId id, string reviewer, object review) =>
        Command($"cases/{id}/reviews", review, KeyOf(Role.Reviewer, reviewer));

    public Task<CommandStatus> OperatorReviews(CaseId id, object review) => Command($"cases/{id}/reviews", review, KeyOf(Role.Operator));

    public Task<CommandStatus> Claim(CaseId id, string reviewer, int review = 1) => Review(id, reviewer, new { type = "claim", review });

    /// <summary>Posts a body of any kind, and waits for nothing.</summary>
    public Task<Answer> Post(string path, object body, string? key, string? idempotencyKey = null) =>
        PostWith([("Idempotency-Key", idempotencyKey)], path, body, key);

    /// <summary>The same with headers; those without a value are left out.</summary>
    public async Task<Answer> PostWith(IEnumerable<(string Name, string? Value)> headers, string path, object body, string? key)
    {
        using var request = Request(HttpMethod.Post, path, key);
        request.Content = new ByteArrayContent(body is byte[] bytes ? bytes : Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body)));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            request.Headers.Add(name, value);
        }

        return await Send(request);
    }

    public async Task<Answer> Get(string path, string? key)
    {
        using var request = Request(HttpMethod.Get, path, key);
        return await Send(request);
    }

    /// <summary>Puts a message straight into a queue, as a system on the same broker does.</summary>
    public async Task Enqueue(
        string queue, object body, string key, CaseId? id = null, Actor? by = null, IReadOnlyDictionary<string, string>? more = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body));
        var properties = new Dictionary<string, string>(more ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (id is not null)
        {
            properties[MessageProperties.Case] = id.Text;
        }

        if (by is not null)
        {
            properties[MessageProperties.ActorKind] = Words.Kebab(by.Kind);
            properties[MessageProperties.Actor] = by.Id.Text;
        }

        await new NotedMessages((ISender)Machine.Queues, _sent).Send([new(queue, key, "test", bytes, properties)], CancellationToken.None);
        await Rest();
    }

    /// <summary>Returns once no queue holds anything that could be worked on now. A message that comes back for ever fails the test.</summary>
    public async Task Rest()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await Machine.Host.Idle(Entities.Taken, patience.Token);
    }

    /// <summary>Time passes: at every moment for which an alarm is set or a message was put back, the clock stops there and what is due is done.</summary>
    public async Task Advance(TimeSpan by)
    {
        var until = Now + by;
        while (await NextMoment() is { } next && next <= until)
        {
            _clock.MoveTo(next > Now ? next : Now);
            await Services.GetRequiredService<AlarmSweep>().Run(CancellationToken.None);
            await Rest();
        }

        _clock.MoveTo(until);
        await Rest();
    }

    /// <summary>Time passes and nothing runs, as in an outage: what fell due meanwhile is done late.</summary>
    public void Stop(TimeSpan by) => _clock.MoveTo(Now + by);

    public Task AdvanceTo(DateTimeOffset time) => Advance(time - Now);

    public async Task<Case> Look(CaseId id) => await Cases.Find(id, CancellationToken.None) ?? throw new InvalidOperationException($"There is no case {id}.");

    public Task<Case?> Find(CaseId id) => Cases.Find(id, CancellationToken.None);

    public async Task<T> LookAt<T>(CaseId id) where T : Stage => Assert.IsType<T>((await Look(id)).Stage);

    public Task<IReadOnlyList<Recorded>> Log(CaseId id) => Cases.Log(id, null, CancellationToken.None);

    /// <summary>The newest event of this type.</summary>
    public async Task<T> Last<T>(CaseId id) where T : Event => (await Log(id)).Select(recorded => recorded.Event).OfType<T>().Last();

    public async Task<string> Text(CaseId id, TextRef text) => (await Cases.Text(id, text, CancellationToken.None))!;

    /// <summary>What the customer of a case was told, in order.</summary>
    public IReadOnlyList<Letter> Letters(CaseId id) => [.. _letters.Where(letter => letter.Case == id && !IsToStaff(letter))];

    /// <summary>What staff were told about a case, in order.</summary>
    public IReadOnlyList<Letter> StaffLetters(CaseId id) => [.. _letters.Where(letter => letter.Case == id && IsToStaff(letter))];

    /// <summary>The messages about a case that went to a queue or topic, in order.</summary>
    public IReadOnlyList<OutgoingMessage> Sent(CaseId id, string entity) => [.. SentAbout(id).Where(message => message.Entity == entity)];

    public IReadOnlyList<OutgoingMessage> SentAbout(CaseId id) =>
        [.. _sent.Where(message => message.Properties.GetValueOrDefault(MessageProperties.Case) == id.Text)];

    public static JsonNode Json(OutgoingMessage message) => JsonNode.Parse(message.Body.Span)!;

    /// <summary>Everything that is parked, newest first, bodies and all.</summary>
    public async Task<IReadOnlyList<ParkedMessage>> Parked()
    {
        var messages = Services.GetRequiredService<ParkedMessages>();
        var whole = new List<ParkedMessage>();
        foreach (var parked in await messages.List(CancellationToken.None))
        {
            Assert.True(ParkedId.TryParse(parked.Id, out var id));
            var row = await messages.Find(id, CancellationToken.None);
            whole.Add(parked with { Body = await messages.BodyOf(row!, CancellationToken.None) });
        }

        return whole;
    }

    public string KeyOf(Role role, string? id = null) => Machine.Keys.Keys.First(key => key.Role == role && (id is null || key.Id == id)).Key;

    public async Task<CommandStatus> StatusOf(Uri location, string key)
    {
        var status = (await Get(location.OriginalString["/api/".Length..], key)).Json;
        return new(status["status"]!.GetValue<string>(), status["reason"]?.GetValue<string>(), status["words"]?.GetValue<string>());
    }

    /// <summary>The key of every row of the alarms table.</summary>
    internal async Task<IReadOnlyList<AlarmRow>> Alarms()
    {
        var alarms = new List<AlarmRow>();
        foreach (var shard in AlarmClock.AllShards)
        {
            await foreach (var row in Services.GetRequiredService<AlarmClock>().Ringing(shard, DateTimeOffset.MaxValue.AddDays(-1), CancellationToken.None))
            {
                alarms.Add(row);
            }
        }

        return alarms;
    }

    private static bool IsToStaff(Letter letter) => letter.Address is { } address && TestPolicy.PeopleYaml.Contains(address, StringComparison.Ordinal);

    private async Task<CommandStatus> Command(string path, object body, string key)
    {
        var answer = await Post(path, body, key);
        Assert.True(answer.Status == 202, $"{answer.Status} {answer.Text}");
        await Rest();
        return await StatusOf(answer.Location!, key);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? key)
    {
        var request = new HttpRequestMessage(method, $"api/{path}");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    private async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        return new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Location,
            await response.Content.ReadAsStringAsync());
    }

    /// <summary>The earliest alarm or delayed message; null when nothing waits for any time.</summary>
    private async Task<DateTimeOffset?> NextMoment()
    {
        var moments = (await Alarms()).Select(row => row.Wake).ToList();
        foreach (var queue in Entities.Taken)
        {
            moments.AddRange((await Machine.Queues.Peek(queue, 100, CancellationToken.None)).Select(message => message.EnqueuedAt));
        }

        return moments.Count == 0 ? null : moments.Min();
    }
}

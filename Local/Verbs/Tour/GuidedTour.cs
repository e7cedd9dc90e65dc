using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;
using Escalation.Local.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Escalation.Local.Verbs.Tour;

/// <summary>Lives through one escalation, from posting to closing, on a virtual clock, through the same queues and functions as any other.</summary>
public sealed class GuidedTour : IAsyncDisposable
{
    /// <summary>A Monday morning in the zone of the sample policy.</summary>
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 14, 5, 0, TimeSpan.Zero);

    private const string Complaint = """
        {
          "externalId": "tour-1", "channel": "email", "category": "late-delivery", "language": "en",
          "customer": { "salutation": "Ms", "name": "Ada Example", "email": "ada@example.com", "phone": "+1 555 0100", "address": "1 Sample Street" },
          "account": "I ordered a desk on 2 February and paid $620.00 with express delivery. It came 16 days late, you useless people! Nobody called me back.",
          "requestedRemedy": { "kind": "refund", "amount": 320.00, "currency": "USD" }
        }
        """;

    private static readonly JsonSerializerOptions OneLine = new(LogEntry.Format) { WriteIndented = false };

    private readonly List<TourMoment> _moments = [];
    private readonly ConcurrentQueue<OutgoingMessage> _overheard = new();
    private readonly JumpingClock _clock = new(Start);
    private readonly string _folder = Directory.CreateTempSubdirectory("escalation-tour-").FullName;
    private Machine? _machine;
    private VirtualDays? _days;
    private int _told;

    /// <summary>What happened, in order.</summary>
    public async Task<IReadOnlyList<TourMoment>> Run(CancellationToken stopping)
    {
        var options = new MachineOptions(_folder)
        {
            Clock = _clock,
            Host = new LocalHostOptions { Port = null, RunTimers = false },
            AroundSender = sender => new Overheard(sender, Overhear),
        };
        _machine = await Machine.Open(options, NullLoggerFactory.Instance, stopping);
        _days = new(_machine, _clock);
        await _machine.Host.Start(stopping);

        var id = await Post(stopping);
        await Timers(id, 2, stopping);
        await Review(id, "carla", 16, """{ "type": "claim", "review": 2 }""", "claims the review, which stops the reminders", stopping);
        await Review(
            id,
            "carla",
            2,
            """{ "type": "counter-offer", "review": 2, "options": [ { "kind": "refund", "amount": 200, "currency": "USD" }, { "kind": "voucher", "amount": 300, "currency": "USD" } ] }""",
            "offers two options, within her own limit",
            stopping);
        await Update(id, Actor.Customer, 7, """{ "type": "choose", "offer": 1, "option": 2 }""", "customer", "chooses option 2", stopping);
        await Update(id, new(ActorKind.Fulfilment, Code.Parse("fulfilment")), 18, """{ "type": "fulfilled", "grant": 1 }""", "fulfilment", "has sent the voucher", stopping);
        await Timers(id, 1, stopping);
        await Update(id, Actor.Customer, 3, """{ "type": "satisfied", "grant": 1, "solved": true, "words": "Yes, thank you." }""", "customer", "says that it was solved", stopping);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(_machine.Services.GetRequiredService<PolicyBook>().Current.Calendar.TimeZone);
        return [.. _moments.Select(moment => moment with { At = TimeZoneInfo.ConvertTime(moment.At, zone) })];
    }

    public async ValueTask DisposeAsync()
    {
        if (_machine is not null)
        {
            await _machine.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<CaseId> Post(CancellationToken stopping)
    {
        var form = _machine!.Services.GetRequiredService<ComplaintReader>().Read(Encoding.UTF8.GetBytes(Complaint), Code.Parse("web-shop"), "tour-1");
        Note(new(_clock.GetUtcNow(), "customer", "complains by e-mail; the web shop posts it", form.Account));
        await Send(Entities.Complaints, form.Case, new(ActorKind.Upstream, form.Source), Complaint, stopping);
        await Tell(form.Case, stopping);
        return form.Case;
    }

    /// <summary>Waits until this many deadlines came due. An alarm of a deadline that was overtaken rings too, and does nothing.</summary>
    private async Task Timers(CaseId id, int count, CancellationToken stopping)
    {
        for (var fired = _moments.Count(m => m.Who == "timer"); _moments.Count(m => m.Who == "timer") < fired + count;)
        {
            await _days!.RingNext(stopping);
            await Tell(id, stopping);
        }
    }

    private Task Review(CaseId id, string person, int hours, string body, string what, CancellationToken stopping) =>
        Act(id, Entities.Reviews, Actor.Reviewer(Code.Parse(person)), hours, body, "supervisor", $"{person} {what}", stopping);

    private Task Update(CaseId id, Actor by, int hours, string body, string who, string what, CancellationToken stopping) =>
        Act(id, Entities.Updates, by, hours, body, who, what, stopping);

    private async Task Act(
        CaseId id, string queue, Actor by, int hours, string body, string who, string what, CancellationToken stopping)
    {
        await _days!.GoTo(_clock.GetUtcNow().AddHours(hours), stopping);
        await Tell(id, stopping);
        Note(new(_clock.GetUtcNow(), who, what, JsonNode.Parse(body)?["words"]?.GetValue<string>()));
        await Send(queue, id, by, body, stopping);
        await Tell(id, stopping);
    }

    private async Task Send(string queue, CaseId id, Actor by, string body, CancellationToken stopping)
    {
        var key = $"{id}.tour-{_moments.Count}";
        var sender = _machine!.Services.GetRequiredService<ISender>();
        await sender.Send([new(queue, key, "tour", Encoding.UTF8.GetBytes(body), Doors.Properties(id, by))], stopping);
        await _days!.Settle(stopping);
    }

    /// <summary>Adds what the log tells since the last time, each event followed by what went out because of it.</summary>
    private async Task Tell(CaseId id, CancellationToken stopping)
    {
        var cases = _machine!.Services.GetRequiredService<CaseStore>();
        var texts = await cases.Texts(id, stopping);
        foreach (var recorded in (await cases.Log(id, null, stopping)).Where(r => r.Number > _told))
        {
            _told = recorded.Number;
            var entry = LogEntry.Of(recorded, texts);
            Note(recorded.Event switch
            {
                Event.MessageDelivered e when Words.TryParse<StaffMessage>(e.Kind.Text, out _) => new(recorded.At, "supervisor", "is reminded", entry.Said),
                Event.MessageDelivered => new(recorded.At, "customer", "is told", entry.Said),
                Event.DeadlineFired => new(recorded.At, "timer", entry.Sentence, null),
                _ => new(recorded.At, "pipeline", entry.Sentence, null),
            });
            foreach (var message in _overheard.Where(m => m.Key.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{id}.{recorded.Number:D6}."), StringComparison.Ordinal)))
            {
                Note(message.Entity == Entities.Escalations
                    ? new(recorded.At, "supervisor", "receives the escalation, with the whole story", Packet(message))
                    : new(recorded.At, "fulfilment", "receives the order", Encoding.UTF8.GetString(message.Body.Span)));
            }
        }
    }

    private void Note(TourMoment moment) => _moments.Add(moment);

    private void Overhear(OutgoingMessage message)
    {
        if (message.Entity is Entities.Escalations or Entities.Remedies)
        {
            _overheard.Enqueue(message);
        }
    }

    /// <summary>The head of a packet, and how much history comes with it.</summary>
    private static string Packet(OutgoingMessage message)
    {
        var packet = JsonNode.Parse(message.Body.Span)!.AsObject();
        string[] shown = ["level", "reason", "asked", "claimBy", "customer", "account", "promises"];
        var lines = shown.Where(name => packet[name] is not null).Select(name => $"{name}: {packet[name]!.ToJsonString(OneLine)}");
        return string.Join('\n', lines.Append($"history: {packet["history"]!.AsArray().Count} entries, with all that was said"));
    }

    /// <summary>Hears what goes out.</summary>
    private sealed class Overheard(ISender inner, Action<OutgoingMessage> heard) : ISender
    {
        public async Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping)
        {
            await inner.Send(messages, stopping);
            foreach (var message in messages)
            {
                heard(message);
            }
        }
    }
}

using System.Globalization;
using System.Text;
using Escalation.Domain.Values;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Local.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Bench;

internal enum CaseKind
{
    /// <summary>Beyond the automatic limit: escalated, claimed, approved, its remedy ordered, its follow-up armed.</summary>
    EscalatedAndApproved,

    /// <summary>Within the automatic limit: granted without a person.</summary>
    SettledAtOnce,
}

/// <summary>A client that takes one case from the complaint to the outcome, through the same queues as the HTTP doors.</summary>
internal sealed class CaseRun(Machine machine, Signals signals)
{
    private static readonly Code Source = Code.Parse("bench");
    private static readonly Actor Reviewer = Actor.Reviewer(Code.Parse("anna"));

    private readonly ISender _sender = machine.Services.GetRequiredService<ISender>();
    private readonly ComplaintReader _reader = machine.Services.GetRequiredService<ComplaintReader>();
    private readonly CaseStore _cases = machine.Services.GetRequiredService<CaseStore>();

    public Task Live(CaseKind kind, int number) => kind == CaseKind.SettledAtOnce ? Settle(number) : EscalateAndApprove(number);

    private async Task Settle(int number)
    {
        var id = await Post(number, "20.00");
        await Task.WhenAll(signals.Sent(id, Entities.Remedies), signals.Delivered(id, 1));
    }

    private async Task EscalateAndApprove(int number)
    {
        var id = await Post(number, "320.00");
        await Task.WhenAll(signals.Sent(id, Entities.Escalations), signals.Delivered(id, 1));
        await Review(id, "claim");
        await Review(id, "approve");
        await signals.Sent(id, Entities.Remedies);
    }

    private async Task<CaseId> Post(int number, string amount)
    {
        var body = Encoding.UTF8.GetBytes(Complaint(number, amount));
        var form = _reader.Read(body, Source, Reference(number));
        var properties = Doors.Properties(form.Case, new(ActorKind.Upstream, form.Source));
        await _sender.Send([new(Entities.Complaints, MessageIdentity.KeyOf(form), "complaint", body, properties)], default);
        return form.Case;
    }

    private async Task Review(CaseId id, string type)
    {
        var key = $"{id}.{type}";
        var body = Encoding.UTF8.GetBytes($$"""{ "type": "{{type}}", "review": 1 }""");
        await _sender.Send([new(Entities.Reviews, key, type, body, Doors.Properties(id, Reviewer))], default);
        await signals.Handled(id, key);
        if (await _cases.Outcome(id, key, default) is not { State: MessageState.Accepted })
        {
            throw new InvalidOperationException($"The reviewer's {type} was not accepted.");
        }
    }

    private static string Reference(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-{number}");

    private static string Complaint(int number, string amount) => $$"""
        {
          "externalId": "{{Reference(number)}}", "channel": "email", "category": "late-delivery", "language": "en",
          "customer": { "salutation": "Ms", "name": "Ada Example", "email": "ada@example.com", "phone": "+1 555 0100", "address": "1 Sample Street" },
          "account": "I ordered a desk on 2 February and paid $620.00 with express delivery. It came 16 days late. Nobody called me back, and the hotline kept me waiting twice for half an hour.",
          "requestedRemedy": { "kind": "refund", "amount": {{amount}}, "currency": "USD" }
        }
        """;
}

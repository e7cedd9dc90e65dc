using System.Buffers;
using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;

namespace Escalation.Functions.Path;

/// <summary>What this deployment does beyond the default.</summary>
/// <param name="CaseEvents">Also send one message a commit to the topic case-events.</param>
public sealed record PipelineOptions(bool CaseEvents = false);

/// <summary>Sends the messages that a commit implies. The same commit always gives the same messages with the same ids (I3).</summary>
public sealed class Publisher(ISender sender, CaseStore cases, EscalationPackets packets, PolicyBook policies, PipelineOptions options)
{
    /// <param name="after">The case as this commit left it, which may be older than the case now is.</param>
    /// <exception cref="SendFailedException">Some or all may not have been sent.</exception>
    public async Task Publish(Case after, IReadOnlyList<Recorded> commit, CancellationToken stopping)
    {
        var messages = new List<OutgoingMessage>();
        foreach (var outbound in Outbound.From(after, commit))
        {
            messages.Add(outbound switch
            {
                Outbound.Packet packet => await Escalation(after, packet, stopping),
                Outbound.Order order => await Order(after, order, stopping),
                _ => Message(after, outbound),
            });
        }

        if (options.CaseEvents && commit.Count > 0)
        {
            messages.Add(CaseEvents(after, commit));
        }

        if (messages.Count > 0)
        {
            await sender.Send(messages, stopping);
        }
    }

    private static OutgoingMessage Message(Case after, Outbound outbound) => outbound switch
    {
        Outbound.AuthorityCheck o => Make(after, o, Entities.AuthorityChecks, "check", CaseFormat.WriteValue(new CheckBody(o.Check))),
        Outbound.ToCustomer o => Make(
            after, o, Entities.Notifications, Words.Kebab(o.Message), CaseFormat.WriteValue(new NotificationBody(o.About, o.Message, null, null))),
        Outbound.ToStaff o => Make(
            after, o, Entities.Notifications, Words.Kebab(o.Message), CaseFormat.WriteValue(new NotificationBody(o.About, null, o.Message, o.Audience))),
        Outbound.ToOperators o => Make(
            after, o, Entities.Notifications, Words.Kebab(o.Message), CaseFormat.WriteValue(new NotificationBody(o.About, null, o.Message, Outbound.Operators))),
        _ => throw new InvalidOperationException($"{outbound.GetType().Name} is published by another method."),
    };

    /// <summary>A self-service is sent with where it is found, for whoever sends it out (R26).</summary>
    private async Task<OutgoingMessage> Order(Case after, Outbound.Order order, CancellationToken stopping)
    {
        var body = new RemedyOrderBody(after.Id, order.Grant, order.IdIn(after.Id))
        {
            SelfService = order.Grant.Remedy.Kind == RemedyKind.SelfService
                ? (await policies.Of(after.Complaint.Policy, stopping)).SelfServiceOf(after.Complaint.Category)
                : null,
        };
        return Make(after, order, Entities.Remedies, Remedy.Name(order.Grant.Remedy.Kind), CaseFormat.WriteValue(body));
    }

    private async Task<OutgoingMessage> Escalation(Case after, Outbound.Packet packet, CancellationToken stopping)
    {
        var log = await cases.Log(after.Id, after.LastEvent, stopping);
        var texts = await cases.Texts(after.Id, stopping);
        var policy = await policies.Of(after.Complaint.Policy, stopping);
        var body = packets.Make(after, log, texts, ClockView.Of(after, policy, after.LastAt), TriageView.Of(after, policy, texts));
        var message = Make(after, packet, Entities.Escalations, "escalation", body);
        return message with
        {
            Properties = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal)
            {
                [MessageProperties.Level] = packet.Level.Text,
                [MessageProperties.Language] = after.Complaint.Language?.Text ?? "",
                [MessageProperties.Team] = (after.Stage as Stage.UnderReview)?.Team?.Text ?? "",
                [MessageProperties.Priority] = Words.Kebab((after.Stage as Stage.UnderReview)?.Priority ?? Priority.Normal),
            },
        };
    }

    private static OutgoingMessage CaseEvents(Case after, IReadOnlyList<Recorded> commit)
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var recorded in commit)
        {
            body.Write(body.WrittenCount == 0 ? "["u8 : ","u8);
            body.Write(CaseFormat.Write(recorded));
        }

        body.Write("]"u8);
        return new(
            Entities.CaseEvents,
            string.Create(CultureInfo.InvariantCulture, $"{after.Id}.{commit[^1].Number:D6}.case-events"),
            "case-events",
            body.WrittenMemory,
            new Dictionary<string, string>(StringComparer.Ordinal) { [MessageProperties.Case] = after.Id.Text });
    }

    private static OutgoingMessage Make(Case after, Outbound outbound, string entity, string subject, byte[] body) => new(
        entity,
        outbound.IdIn(after.Id),
        subject,
        body,
        new Dictionary<string, string>(StringComparer.Ordinal) { [MessageProperties.Case] = after.Id.Text });
}

/// <summary>Body of a message in <see cref="Entities.AuthorityChecks"/>.</summary>
public sealed record CheckBody(int Check);

/// <summary>Body of a message in <see cref="Entities.Notifications"/>: references only; Notify writes the words.</summary>
public sealed record NotificationBody(int Event, CustomerMessage? Customer, StaffMessage? Staff, Code? Audience);

/// <summary>Body of a message in <see cref="Entities.Remedies"/>.</summary>
/// <param name="IdempotencyKey">Hand this to the payment system, so that a message that came twice pays once.</param>
public sealed record RemedyOrderBody(CaseId Case, Grant Grant, string IdempotencyKey)
{
    /// <summary>Where the customer finds the self-service; null for any other remedy, and where the policy does not say.</summary>
    public SelfServiceReference? SelfService { get; init; }
}

using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Letters;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;
using Escalation.Functions.Telemetry;

namespace Escalation.Functions.Notify;

/// <summary>Writes and sends a message, then records that it was sent, through the same path as any other change.</summary>
/// <remarks>The words are those of the moment the message tells of, not of the moment it is sent, so that sending it again says the same.
/// A crash between sending and recording sends it again, under the same id.</remarks>
public sealed class Notifier(
    CaseStore cases, CaseProcessor processor, PolicyBook policies, People people, CustomerLetters letters, IDelivery delivery, Traces traces)
{
    /// <exception cref="DeliveryFailedException">Not for now.</exception>
    public async Task Send(CaseId id, string key, NotificationBody body, CancellationToken stopping)
    {
        // One that was parked and is sent once more is the same letter: what is known of it by now counts.
        var first = MessageIdentity.FirstKeyOf(key);
        if (body.Customer is not null && await WasReported(id, first, stopping))
        {
            return;
        }

        var told = await cases.CommitOf(id, body.Event, stopping)
            ?? throw new StoreUnavailableException($"Event {body.Event} of case {id} is not there yet.");
        var telling = new Telling(
            told.After, told.Events, await cases.Texts(id, stopping), await policies.Of(told.After.Complaint.Policy, stopping));
        foreach (var letter in LettersOf(first, body, telling))
        {
            if (body.Customer is not null || !await WasReported(id, letter.Id, stopping))
            {
                await Deliver(letter, body, stopping);
            }
        }
    }

    /// <summary>Whether it is known what became of a letter; what follows from that is then seen to once more.</summary>
    private async Task<bool> WasReported(CaseId id, string letter, CancellationToken stopping)
    {
        if (await cases.Outcome(id, ReportOf(letter), stopping) is not { } outcome)
        {
            return false;
        }

        await processor.FinishAgain(id, ReportOf(letter), outcome, stopping);
        return true;
    }

    private static string ReportOf(string letter) => $"{letter}.sent";

    private IEnumerable<Letter> LettersOf(string key, NotificationBody body, Telling telling)
    {
        if (body.Customer is { } told)
        {
            var contact = telling.Text(telling.Case.Complaint.Contact) is { } text ? ContactDetails.FromText(text) : new();
            var channel = telling.Case.Complaint.ReplyBy;
            var (subject, words) = letters.ToCustomer(told, telling, contact);
            return [new(key, telling.Case.Id, channel, contact.AddressFor(channel), subject, words)];
        }

        var (about, lines) = letters.ToStaff(body.Staff!.Value, telling);
        return people.AddressesOf(body.Audience!, telling.Case)
            .Select((address, i) => new Letter($"{key}.{i + 1}", telling.Case.Id, Channel.Email, address, about, lines));
    }

    private async Task Deliver(Letter letter, NotificationBody body, CancellationToken stopping)
    {
        var kind = Code.Parse(body.Customer is { } customer ? Functions.Messages.Words.Kebab(customer) : Functions.Messages.Words.Kebab(body.Staff!.Value));
        Command report = await HandOver(letter, kind, stopping) is { } reason
            ? new Command.ReportRejection(body.Event, kind, letter.Channel, reason)
            : new Command.ReportDelivery(body.Event, kind, letter.Channel, $"{letter.Subject}\n\n{letter.Body}");
        await processor.Handle(new(letter.Case, ReportOf(letter.Id), report, Actor.Pipeline), stopping);
    }

    private async Task<Code?> HandOver(Letter letter, Code kind, CancellationToken stopping)
    {
        using var span = traces.Delivering(letter.Case, letter.Channel, kind);
        try
        {
            var refusal = await delivery.Send(letter, stopping);
            span?.SetTag(Attributes.Outcome, refusal is null ? "delivered" : "rejected");
            return refusal;
        }
        catch (Exception e)
        {
            Traces.Failed(span, e);
            throw;
        }
    }
}

using Escalation.Domain;
using Escalation.Domain.Words;
using Escalation.Functions.Pipeline;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Notify;

/// <summary>Writes and sends a message, then records that it was sent, through the same path as any other change.</summary>
/// <remarks>The words are those of the moment the message tells of, not of the moment it is sent, so that sending it again says the same.
/// A crash between sending and recording sends it again, under the same id.</remarks>
public sealed class Notifier(
    CaseStore cases, CaseProcessor processor, PolicyBook policies, People people, Letters letters, IDelivery delivery)
{
    /// <summary>A customer's address is in the case, and may change until the letter is written.</summary>
    private static readonly IReadOnlyList<string?> s_own = [null];

    /// <exception cref="DeliveryFailedException">Not for now.</exception>
    public async Task Send(CaseId id, string key, NotificationBody body, CancellationToken stopping)
    {
        // One that was parked and is sent once more is the same letter: what is known of it by now counts.
        var first = MessageIdentity.FirstKeyOf(key);
        var addresses = body.Customer is null ? people.AddressesOf(body.Audience!) : s_own;
        Telling? telling = null;
        foreach (var (i, address) in addresses.Index())
        {
            var letter = body.Customer is null ? $"{first}.{i + 1}" : first;
            if (await cases.Outcome(id, ReportOf(letter), stopping) is { } outcome)
            {
                await processor.FinishAgain(id, outcome, stopping);
                continue;
            }

            telling ??= await Tell(id, body.Event, stopping);
            await Deliver(Write(letter, address, body, telling), body, stopping);
        }
    }

    private static string ReportOf(string letter) => $"{letter}.sent";

    private async Task<Telling> Tell(CaseId id, int about, CancellationToken stopping)
    {
        var told = await cases.CommitOf(id, about, stopping)
            ?? throw new StoreUnavailableException($"Event {about} of case {id} is not there yet.");
        return new(told.After, told.Events, await cases.Texts(id, stopping), await policies.Of(told.After.Complaint.Policy, stopping));
    }

    private Letter Write(string letter, string? address, NotificationBody body, Telling telling)
    {
        if (body.Customer is { } told)
        {
            var contact = telling.Text(telling.Case.Complaint.Contact) is { } text ? ContactDetails.FromText(text) : new();
            var channel = telling.Case.Complaint.ReplyBy;
            var (subject, words) = letters.ToCustomer(told, telling, contact);
            return new(letter, telling.Case.Id, channel, contact.AddressFor(channel), subject, words);
        }

        var (about, lines) = letters.ToStaff(body.Staff!.Value, telling);
        return new(letter, telling.Case.Id, Channel.Email, address, about, lines);
    }

    private async Task Deliver(Letter letter, NotificationBody body, CancellationToken stopping)
    {
        var kind = Code.Parse(body.Customer is { } customer ? Pipeline.Words.Kebab(customer) : Pipeline.Words.Kebab(body.Staff!.Value));
        Command report = await delivery.Send(letter, stopping) is { } reason
            ? new Command.ReportRejection(body.Event, kind, letter.Channel, reason)
            : new Command.ReportDelivery(body.Event, kind, letter.Channel, $"{letter.Subject}\n\n{letter.Body}");
        await processor.Handle(new(letter.Case, ReportOf(letter.Id), report, Actor.Pipeline), stopping);
    }
}

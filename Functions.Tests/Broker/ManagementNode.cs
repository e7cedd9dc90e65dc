using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace Escalation.Functions.Tests.Broker;

/// <summary>An entity's <c>$management</c>: renews locks, settles what was taken over another link, peeks, schedules.</summary>
internal sealed class ManagementNode(BrokerNamespace entities, string entity) : IRequestProcessor
{
    private const int Ok = 200;
    private const int NoContent = 204;
    private const int NotFound = 404;
    private const int Gone = 410;
    private const int NotImplemented = 501;

    public int Credit => 100;

    public void Process(RequestContext requestContext)
    {
        var request = requestContext.Message;
        var asked = (request.BodySection as AmqpValue)?.Value as Map ?? [];
        var answer = new Map();
        var (status, error) = request.ApplicationProperties["operation"] switch
        {
            "com.microsoft:renew-lock" => Renew(asked, answer),
            "com.microsoft:update-disposition" => Settle(asked),
            "com.microsoft:peek-message" => Peek(asked, answer),
            "com.microsoft:schedule-message" => Schedule(asked, answer),
            "com.microsoft:cancel-scheduled-message" => Cancel(asked),
            var other => (NotImplemented, new Error(ErrorCode.NotImplemented) { Description = $"The stand-in broker does not know '{other}'." }),
        };
        var properties = new ApplicationProperties { ["statusCode"] = status, ["statusDescription"] = error?.Description ?? "OK" };
        if (error is not null)
        {
            properties["errorCondition"] = error.Condition;
        }

        requestContext.Complete(new Message { ApplicationProperties = properties, BodySection = new AmqpValue { Value = answer } });
    }

    private (int Status, Error? Error) Renew(Map asked, Map answer)
    {
        var until = Tokens(asked).Select(token => entities.At(entity, queue => queue.Renew(token))).ToList();
        if (until.Contains(null))
        {
            return (Gone, ReceivingLink.LockLost());
        }

        answer["expirations"] = until.Select(end => end!.Value.UtcDateTime).ToArray();
        return (Ok, null);
    }

    private (int Status, Error? Error) Settle(Map asked)
    {
        var properties = ReceivingLink.Named(asked["properties-to-modify"] as Map).ToList();
        var held = Tokens(asked).All(token => entities.At(entity, queue => asked["disposition-status"] switch
        {
            "completed" => queue.Complete(token),
            "abandoned" => queue.Abandon(token, properties),
            "suspended" => queue.DeadLetter(
                token,
                [.. properties, new("DeadLetterReason", asked["deadletter-reason"]), new("DeadLetterErrorDescription", asked["deadletter-description"])]),
            var other => throw new AmqpException(ErrorCode.NotImplemented, $"The stand-in broker does not know the disposition '{other}'."),
        }));
        return held ? (Ok, null) : (Gone, ReceivingLink.LockLost());
    }

    private (int Status, Error? Error) Peek(Map asked, Map answer)
    {
        var found = entities.At(
            entity, queue => queue.Peek((long)asked["from-sequence-number"], (int)asked["message-count"]).Select(held => Bytes(LockedDelivery.Of(held))).ToList());
        var messages = new List();
        found.ForEach(message => messages.Add(new Map { ["message"] = message }));
        answer["messages"] = messages;
        return found.Count > 0 ? (Ok, null) : (NoContent, null);
    }

    private (int Status, Error? Error) Schedule(Map asked, Map answer)
    {
        var numbers = ((List)asked["messages"]).Cast<Map>()
            .Select(message => entities.Send(entity, SendingLink.Decode((byte[])message["message"])))
            .ToList();
        if (numbers.Contains(null))
        {
            return (NotImplemented, new Error(ErrorCode.NotImplemented) { Description = "The stand-in broker gives no numbers for messages of a topic." });
        }

        answer["sequence-numbers"] = numbers.Select(number => number!.Value).ToArray();
        return (Ok, null);
    }

    private (int Status, Error? Error) Cancel(Map asked) =>
        ((long[])asked["sequence-numbers"]).All(number => entities.At(entity, queue => queue.Cancel(number)))
            ? (Ok, null)
            : (NotFound, new Error((Symbol)"com.microsoft:message-not-found") { Description = "The message is not scheduled, or no longer." });

    private static Guid[] Tokens(Map asked) => (Guid[])asked["lock-tokens"];

    private static byte[] Bytes(Message message)
    {
        var buffer = message.Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }
}

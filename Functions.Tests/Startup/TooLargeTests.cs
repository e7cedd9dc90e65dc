using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Escalation.Functions.Tests.Startup;

public sealed class TooLargeTests
{
    [Fact]
    public async Task What_a_queue_does_not_take_is_answered_413_and_not_try_again()
    {
        var message = new OutgoingMessage(Entities.Updates, "key", "answer", new byte[9], new Dictionary<string, string>(StringComparer.Ordinal));
        var sender = new Refusing();
        using var traces = new Traces(new("nobody"));
        var doors = new Doors(new Anybody(), new(sender, TimeProvider.System), traces);

        var answer = await doors.Answer(
            new DefaultHttpContext().Request,
            [Role.Operator],
            async _ =>
            {
                await sender.Send([message], CancellationToken.None);
                return new OkResult();
            },
            CancellationToken.None);

        Assert.Equal(413, Assert.IsType<ObjectResult>(answer).StatusCode);
    }

    private sealed class Anybody : IPrincipals
    {
        public string HowToSignIn => "";

        public ValueTask<Principal?> Authenticate(HttpRequest request, CancellationToken stopping) =>
            ValueTask.FromResult<Principal?>(new(Role.Operator, "operator"));
    }

    private sealed class Refusing : ISender
    {
        public Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping) => throw new MessageTooLargeException(messages[0]);
    }
}

using System.Reflection;
using Azure.Messaging.ServiceBus;
using Escalation.Local.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Escalation.Functions.Tests.Host;

public sealed class FunctionCatalogTests
{
    [Fact]
    public void Functions_are_found_by_their_attribute() =>
        Assert.Equal(
            "ProbeHttp ProbeMinimal ProbeQueue ProbeQueueAutoComplete ProbeStartup ProbeTimer",
            string.Join(' ', FunctionCatalog.Find(typeof(ProbeFunctions).Assembly).Entries
                .Where(e => e.Method.DeclaringType == typeof(ProbeFunctions))
                .Select(e => e.Name)));

    [Fact]
    public void A_function_without_a_trigger_is_refused() =>
        AssertOnlyFault("A.Run has 0 triggers", Made("A", (typeof(TimerInfo), "timer", null)));

    [Fact]
    public void A_function_with_two_triggers_is_refused() =>
        AssertOnlyFault(
            "A.Run has 2 triggers",
            Made("A", OnQueue("q"), (typeof(TimerInfo), "timer", EmittedFunctions.Timer("0 * * * * *"))));

    [Fact]
    public void The_trigger_belongs_on_the_first_parameter() =>
        AssertOnlyFault(
            "A.Run has its trigger on parameter 'message'",
            Made("A", (typeof(CancellationToken), "stopping", null), OnQueue("q")));

    [Fact]
    public void A_queue_trigger_belongs_on_a_received_message() =>
        AssertOnlyFault("A.Run has its trigger on a String", Made("A", (typeof(string), "message", EmittedFunctions.Queue("q"))));

    [Fact]
    public void A_parameter_that_cannot_be_filled_is_refused() =>
        AssertOnlyFault("A.Run has the parameter 'id'", Made("A", OnQueue("q"), (typeof(string), "id", null)));

    [Fact]
    public void Completion_has_to_be_decided_in_the_code() =>
        AssertOnlyFault(
            "A.Run leaves AutoCompleteMessages out",
            Made("A", (typeof(ServiceBusReceivedMessage), "message", EmittedFunctions.Queue("q", autoComplete: null))));

    [Fact]
    public void A_queue_named_by_a_setting_is_refused() => AssertOnlyFault("A.Run takes from '%Queue%'", Made("A", OnQueue("%Queue%")));

    [Fact]
    public void A_schedule_that_cannot_be_read_is_refused() =>
        AssertOnlyFault("A.Run has a schedule", Made("A", (typeof(TimerInfo), "timer", EmittedFunctions.Timer("every day"))));

    [Fact]
    public void A_hidden_function_is_refused() => AssertOnlyFault(
        "A.Run is not public",
        new EmittedFunctions().With("A", "A", typeof(Task), [OnQueue("q")], MethodAttributes.Private));

    [Fact]
    public void A_queue_function_that_cannot_be_awaited_is_refused() =>
        AssertOnlyFault("A.Run returns Void", new EmittedFunctions().With("A", "A", typeof(void), [OnQueue("q")]));

    [Fact]
    public void A_string_that_the_route_does_not_name_is_refused() => AssertOnlyFault(
        "A.Run has the parameter 'id'",
        new EmittedFunctions().With("A", "A", typeof(Task<IActionResult>), [OnRoute("cases/{case}"), (typeof(string), "id", null)]));

    [Fact]
    public void A_function_key_that_nobody_checks_is_refused() => AssertOnlyFault(
        "A.Run asks for a function key",
        new EmittedFunctions().With("A", "A", typeof(IResult), [OnRoute("cases", AuthorizationLevel.Function)]));

    [Fact]
    public void An_HTTP_function_has_to_answer() => AssertOnlyFault(
        "A.Run returns Task`1",
        new EmittedFunctions().With("A", "A", typeof(Task<string>), [OnRoute("cases")]));

    [Fact]
    public void Two_functions_cannot_share_a_name() => AssertOnlyFault(
        "A.Run and B.Run share the name 'Same'",
        new EmittedFunctions()
            .With("A", "Same", typeof(Task), [OnQueue("q")])
            .With("B", "same", typeof(Task), [OnQueue("r")]));

    [Fact]
    public void Two_functions_cannot_share_a_queue() => AssertOnlyFault(
        "A.Run and B.Run share the queue 'q'",
        new EmittedFunctions()
            .With("A", "A", typeof(Task), [OnQueue("q")])
            .With("B", "B", typeof(Task), [OnQueue("q")]));

    [Fact]
    public void Two_functions_cannot_share_a_route_and_method() => AssertOnlyFault(
        "A.Run and B.Run share the route 'GET /cases'",
        new EmittedFunctions()
            .With("A", "A", typeof(IResult), [OnRoute("cases")])
            .With("B", "B", typeof(IResult), [OnRoute("cases")]));

    [Fact]
    public void All_faults_are_told_at_once() =>
        Assert.Equal(3, Faults(new EmittedFunctions()
            .With("A", "A", typeof(void), [OnQueue("%q%")])
            .With("B", "B", typeof(Task), [])).Count);

    [Fact]
    public async Task A_class_that_cannot_be_created_is_found_at_the_start()
    {
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        var clock = new ManualClock();
        await using var host = new LocalHost(
            FunctionCatalog.Find(typeof(ProbeFunctions).Assembly),
            nothing,
            new MemoryQueues(clock),
            clock,
            new LocalHostOptions { Port = null },
            NullLoggerFactory.Instance);

        var refused = await Assert.ThrowsAsync<FunctionCatalogException>(() => host.Start(CancellationToken.None));

        Assert.Contains(nameof(ProbeFunctions), refused.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_retry_that_nobody_honours_is_refused() => AssertOnlyFault(
        "A.Run has a retry attribute",
        new EmittedFunctions().With("A", "A", typeof(Task), [OnQueue("q")], more: typeof(FixedDelayRetryAttribute)));

    private static (Type Type, string Name, System.Reflection.Emit.CustomAttributeBuilder? Attribute) OnQueue(string queue) =>
        (typeof(ServiceBusReceivedMessage), "message", EmittedFunctions.Queue(queue));

    private static (Type Type, string Name, System.Reflection.Emit.CustomAttributeBuilder? Attribute) OnRoute(
        string route, AuthorizationLevel level = AuthorizationLevel.Anonymous) =>
        (typeof(HttpRequest), "request", EmittedFunctions.Http(route, level));

    private static EmittedFunctions Made(
        string type, params (Type Type, string Name, System.Reflection.Emit.CustomAttributeBuilder? Attribute)[] parameters) =>
        new EmittedFunctions().With(type, type, typeof(Task), parameters);

    private static IReadOnlyList<string> Faults(EmittedFunctions functions) =>
        Assert.Throws<FunctionCatalogException>(() => FunctionCatalog.Find(functions.Assembly)).Errors;

    private static void AssertOnlyFault(string beginning, EmittedFunctions functions) =>
        Assert.StartsWith(beginning, Assert.Single(Faults(functions)), StringComparison.Ordinal);
}

/// <summary>As in the real packages, where it can be written above any function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute;

public sealed class FixedDelayRetryAttribute : RetryAttribute;

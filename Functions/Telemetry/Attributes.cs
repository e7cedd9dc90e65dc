namespace Escalation.Functions.Telemetry;

/// <summary>The names of what spans and measurements say. Their values are ids, codes and numbers; never what anybody said, nor who they are.</summary>
/// <remarks>Names without our prefix are those of the OpenTelemetry semantic conventions.</remarks>
internal static class Attributes
{
    public const string Case = "escalation.case.id";
    public const string Command = "escalation.command";
    public const string Outcome = "escalation.outcome";
    public const string Refusal = "escalation.refusal.reason";
    public const string Stage = "escalation.stage";
    public const string Level = "escalation.level";
    public const string Age = "escalation.age";
    public const string Promise = "escalation.promise.kind";
    public const string Clock = "escalation.clock";
    public const string Regime = "escalation.legal.regime";
    public const string LegalStep = "escalation.legal.step";
    public const string Parked = "escalation.parked.reason";
    public const string Letter = "escalation.letter";
    public const string Channel = "escalation.channel";
    public const string Attempt = "escalation.attempt";
    public const string Woken = "escalation.alarms.woken";

    public const string ErrorType = "error.type";
    public const string HttpMethod = "http.request.method";
    public const string HttpRoute = "http.route";
    public const string HttpStatus = "http.response.status_code";
    public const string MessagingSystem = "messaging.system";
    public const string Destination = "messaging.destination.name";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string DeliveryCount = "messaging.servicebus.message.delivery_count";
}

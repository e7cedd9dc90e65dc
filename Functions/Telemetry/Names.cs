using System.Text.Json;
using Escalation.Domain.Cases;

namespace Escalation.Functions.Telemetry;

/// <summary>What things are called in spans and measurements: few names, all of them from the code.</summary>
internal static class Names
{
    /// <summary>Reasons for which the pipeline and the broker give messages up. Anybody with the right to can write others on a dead letter, in any
    /// words.</summary>
    private static readonly string[] Reasons = ["invalid", "decision-failed", "gave-up", "MaxDeliveryCountExceeded", "TTLExpiredException", "HeaderSizeExceeded"];

    public static string Of(Command command) => Kebab(command.GetType().Name);

    /// <param name="name">Of the stage, as lists show it.</param>
    public static string OfStage(string name) => name.Replace(' ', '-');

    /// <summary>A value of an enum.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Kebab(value.ToString());

    public static string OfDeath(string reason) => Reasons.Contains(reason, StringComparer.Ordinal) ? reason : "other";

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}

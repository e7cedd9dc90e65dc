using System.Text.Json;
using Amqp;

namespace Escalation.Functions.Tests.Broker;

/// <summary>Lets a message through if it has the subject and every application property that the filter names, with the same values.</summary>
/// <param name="Subject">Null for any.</param>
internal sealed record CorrelationFilter(string? Subject, IReadOnlyDictionary<string, string> Properties)
{
    /// <exception cref="NotSupportedException">The rule is no correlation filter, or it names something else.</exception>
    public static CorrelationFilter Read(JsonElement rule)
    {
        var properties = rule.GetProperty(nameof(Properties));
        var filter = properties.GetProperty("FilterType").GetString() == "Correlation" ? properties.GetProperty("CorrelationFilter") : throw Unknown(rule);
        string? subject = null;
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in filter.EnumerateObject())
        {
            switch (part.Name)
            {
                case "Label":
                    subject = part.Value.GetString();
                    break;
                case "Properties":
                    named = part.Value.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal);
                    break;
                default:
                    throw Unknown(rule);
            }
        }

        return new(subject, named);
    }

    public bool Matches(Message message) =>
        (Subject is null || message.Properties?.Subject == Subject)
        && Properties.All(wanted => message.ApplicationProperties?[wanted.Key] is string value && value == wanted.Value);

    private static NotSupportedException Unknown(JsonElement rule) => new($"The stand-in broker does not know this kind of rule: {rule}");
}

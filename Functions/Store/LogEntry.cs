using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Escalation.Domain.Cases;
using Escalation.Domain.Letters;
using Escalation.Domain.Values;

namespace Escalation.Functions.Store;

/// <summary>An event as people read it: what happened, when, by whom, in a sentence, with the words it refers to.</summary>
/// <param name="Said">The words, where there are any and they were not erased.</param>
public sealed record LogEntry(int Number, DateTimeOffset At, string By, string Event, string Sentence, string? Said)
{
    /// <summary>How JSON is written for people: camel case, no escapes but those that JSON needs.</summary>
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static LogEntry Of(Recorded recorded, IReadOnlyDictionary<TextRef, string?> texts) => new(
        recorded.Number,
        recorded.At,
        recorded.By.ToString(),
        JsonNamingPolicy.KebabCaseLower.ConvertName(recorded.Event.GetType().Name),
        Narrative.Tell(recorded.Event),
        Narrative.TextOf(recorded.Event) is { } text ? texts.GetValueOrDefault(text) : null);

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, Format)!.AsObject();
}

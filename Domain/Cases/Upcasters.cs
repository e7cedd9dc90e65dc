using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Escalation.Domain.Cases;

/// <summary>Brings events of older versions up to date as they are read. Pure, one step a version; a step is never changed once an
/// event of its version may have been stored.</summary>
internal static class Upcasters
{
    private static readonly FrozenDictionary<string, Func<JsonObject, JsonObject>[]> Steps =
        new Dictionary<string, Func<JsonObject, JsonObject>[]>(StringComparer.Ordinal)
        {
            ["registered"] = [AmountBecomesDispute],
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static int CurrentVersion(string type) => 1 + (Steps.GetValueOrDefault(type)?.Length ?? 0);

    /// <exception cref="System.Text.Json.JsonException">The version is newer than this program.</exception>
    public static JsonObject BringUpToDate(string type, int version, JsonObject body)
    {
        var current = CurrentVersion(type);
        if (version < 1 || version > current)
        {
            throw new System.Text.Json.JsonException($"An event '{type}' of version {version} was written by a newer program; this one knows up to {current}.");
        }

        return version == current ? body : Steps[type].Skip(version - 1).Aggregate(body, (older, step) => step(older));
    }

    /// <summary>Version 1 held only amounts that upstream had stated; version 2 also says where the amount comes from.</summary>
    private static JsonObject AmountBecomesDispute(JsonObject registered)
    {
        var complaint = registered["complaint"]!.AsObject();
        if (complaint.Remove("amountInDispute", out var amount) && amount is not null)
        {
            complaint["dispute"] = new JsonObject { ["amount"] = amount, ["origin"] = "stated" };
        }

        return registered;
    }
}

using System.Text.Json.Nodes;

namespace Escalation.Functions.Tests;

/// <summary>Registration forms as upstream systems send them.</summary>
internal static class Complaints
{
    public const string Account = "The parcel came three weeks late and the box was torn open.";

    /// <summary>Somebody whose delivery was late and who can be reached in every way.</summary>
    public static JsonObject Late(string externalId = "1001") => new()
    {
        ["externalId"] = externalId,
        ["channel"] = "email",
        ["language"] = "en",
        ["category"] = "late-delivery",
        ["account"] = Account,
        ["customer"] = new JsonObject
        {
            ["salutation"] = "Ms",
            ["name"] = "Maria Virtanen",
            ["address"] = "Rantatie 1, Turku",
            ["phone"] = "+358 40 1234567",
            ["email"] = "maria@example.org",
        },
    };

    public static JsonObject AskingForRefund(decimal amount, string currency = "EUR", string externalId = "1001") =>
        Late(externalId).With("requestedRemedy", new JsonObject { ["kind"] = "refund", ["amount"] = amount, ["currency"] = currency });

    /// <summary>The same form with a field set to another value; null takes the field out.</summary>
    public static JsonObject With(this JsonObject form, string field, JsonNode? value)
    {
        var copy = form.DeepClone().AsObject();
        copy.Remove(field);
        if (value is not null)
        {
            copy[field] = value;
        }

        return copy;
    }

    public static JsonObject WithCustomer(this JsonObject form, string field, JsonNode? value) =>
        form.With("customer", form["customer"]!.AsObject().With(field, value));
}

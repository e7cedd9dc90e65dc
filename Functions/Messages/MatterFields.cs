using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

/// <summary>Reads what upstream knows of the matter itself: the customer's group, what was paid, and where. All optional.</summary>
internal static class MatterFields
{
    private const int LongestName = 200;

    public static Code? Group(JsonFields customer)
    {
        var text = customer.OptionalText("group", LongestName);
        var group = text is null ? null : Code.FromName(text);
        if (text is not null && group is null)
        {
            customer.Fail("group", "must hold a letter or digit, such as premium");
        }

        return group;
    }

    public static Money? Paid(JsonFields fields) =>
        fields.OptionalObject("paid") is { } paid ? RemedyFields.OptionalMoney(paid, "amount", null) : null;

    /// <summary>The country or region whose law applies (X01).</summary>
    public static Code? Region(JsonFields fields)
    {
        var text = fields.OptionalText("region", Code.Longest)?.ToLowerInvariant();
        if (text is not null && !Code.TryParse(text, out _))
        {
            fields.Fail("region", "must be the code of a country or region, such as gb or us-ca");
        }

        return Code.TryParse(text, out var region) ? region : null;
    }
}

using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

/// <summary>Reads money and remedies as other systems write them: <c>{"kind":"refund","amount":35.00,"currency":"EUR"}</c>.</summary>
public static class RemedyFields
{
    /// <param name="assumed">For an amount that comes without a currency; null where one must be named.</param>
    public static Money? OptionalMoney(JsonFields fields, string amountName, Currency? assumed)
    {
        var code = fields.OptionalText("currency", 10);
        if (fields.OptionalDecimal(amountName) is not { } amount)
        {
            return null;
        }

        var currency = assumed;
        if (code is not null && !Currency.TryParse(code, out currency))
        {
            fields.Fail("currency", $"'{code}' is not the ISO 4217 code of a currency in use");
        }
        else if (currency is null)
        {
            fields.Fail("currency", "is missing");
        }
        else if (Money.Error(amount, currency) is { } error)
        {
            fields.Fail(amountName, error);
        }
        else
        {
            return new(amount, currency);
        }

        return null;
    }

    /// <summary>A remedy whose size may be missing, as a customer asks for it.</summary>
    public static RemedyRequest? Request(JsonFields fields)
    {
        var name = fields.Text("kind", 40);
        var (amount, percent, count) = (OptionalMoney(fields, "amount", null), fields.OptionalDecimal("percent"), fields.OptionalWhole("count", 1));
        if (name.Length > 0 && !Domain.Values.Remedy.TryParseKind(name, out _))
        {
            fields.Fail("kind", $"must be one of {Words.List<RemedyKind>()}");
            return null;
        }

        if (percent is <= 0 or > 100)
        {
            fields.Fail("percent", "must be above 0 and up to 100");
            return null;
        }

        return Domain.Values.Remedy.TryParseKind(name, out var kind) ? new(kind, amount, percent, count) : null;
    }

    /// <summary>A remedy that can be granted: its size is there and fits its kind.</summary>
    public static Remedy? Remedy(JsonFields fields)
    {
        if (Request(fields) is not { } request)
        {
            return null;
        }

        var count = request.Count ?? (Domain.Values.Remedy.MeasureOf(request.Kind) == RemedyMeasure.Count ? 1 : null);
        if (Domain.Values.Remedy.Error(request.Kind, request.Amount, request.Percent, count) is not { } error)
        {
            return new(request.Kind, request.Amount, request.Percent, count);
        }

        fields.Fail("kind", $": {error}");
        return null;
    }
}

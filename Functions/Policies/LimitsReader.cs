using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Policies;

/// <summary>Reads what may be granted: <c>automatic</c>, and the <c>limits</c> of a level.</summary>
/// <remarks>
/// <code>
/// refund: [500 EUR, 80%]          # amounts, one for each currency; a percent is of the amount in dispute
/// discount: 20                    # percent
/// redo: 2                         # count
/// keep-goods: yes
/// where:                          # in place of the above, for some complaints
///   - { group: premium, refund: 1000 EUR }
/// cumulative:                     # in sum
///   - { per: customer, period: 90d, kinds: [refund, credit], most: 800 EUR }
/// </code>
/// </remarks>
internal sealed class LimitsReader(RemedyReader remedies)
{
    private const string Exceptions = "where";
    private const string Cumulative = "cumulative";

    public Limits Read(YamlMap map)
    {
        var (each, shares) = Kinds(map);
        var limits = new Limits(each)
        {
            Shares = shares,
            Exceptions = map.Maps(Exceptions).Select(Exception).ToValueList(),
            Cumulative = map.Maps(Cumulative).Select(CumulativeLimit).OfType<CumulativeLimit>().ToValueList(),
        };
        map.EndOfFields();
        return limits;
    }

    private LimitException Exception(YamlMap map)
    {
        var scope = new Scope(
            PolicyReader.Codes(map, "category"),
            PolicyReader.Codes(map, "product"),
            PolicyReader.Codes(map, "group"),
            PolicyReader.Each<CaseFlag>(map, "flag", "flag", "flags"));
        var (each, shares) = Kinds(map);
        map.EndOfFields();
        if (scope is (null, null, null, null))
        {
            map.Fail(null, "needs at least one of category, product, group and flag: without them it is no exception", "missing");
        }
        else if (each.Count + shares.Count == 0 && !map.HasErrors)
        {
            map.Fail(null, $"needs a limit for at least one kind of remedy; kinds are {Words.List<RemedyKind>()}", "missing");
        }

        return new(scope, each, shares);
    }

    private (ValueList<Limit> Each, ValueList<ShareLimit> Shares) Kinds(YamlMap map)
    {
        var (limits, shares) = (new List<Limit>(), new List<ShareLimit>());
        foreach (var kind in Enum.GetValues<RemedyKind>().Where(kind => map.Has(Remedy.Name(kind))))
        {
            var name = Remedy.Name(kind);
            switch (Remedy.MeasureOf(kind))
            {
                case RemedyMeasure.Amount:
                    var read = RemedyReader.HasUnknownCurrency(map, name)
                        ? []
                        : map.ParseEach<(Money? Amount, decimal Percent)>(name, TryAmountOrShare, RemedyReader.AmountRule) ?? [];
                    limits.AddRange(read.Where(r => r.Amount is not null).Select(r => new Limit(kind, r.Amount!.Currency, r.Amount.Amount)));
                    shares.AddRange(read.Where(r => r.Percent > 0).Select(r => new ShareLimit(kind, r.Percent)));
                    if (read.GroupBy(r => r.Amount?.Currency).Any(same => same.Count() > 1))
                    {
                        map.Fail(name, "names a currency or a percent twice: one amount for each currency, and at most one percent", "twice");
                    }

                    break;
                case RemedyMeasure.Percent:
                    limits.Add(new(kind, null, map.Parse<decimal>(name, RemedyReader.TryPercent, "is not a percent from 0 to 100, such as 20 or 20%")));
                    break;
                case RemedyMeasure.Count:
                    limits.Add(new(kind, null, map.Whole(name, 0)));
                    break;
                default:
                    limits.Add(new(kind, null, map.Parse<bool>(name, TryYes, "must be yes or no") ? 1 : 0));
                    break;
            }
        }

        return (limits.ToValueList(), shares.ToValueList());
    }

    private CumulativeLimit? CumulativeLimit(YamlMap map)
    {
        var per = map.Parse<CumulativeParty>("per", Words.TryParse, $"is none of {Words.List<CumulativeParty>()}");
        var period = map.Parse<int>("period", Periods.TryDays, "is not a number of calendar days or weeks, such as 90d or 12w");
        var kinds = PolicyReader.Each<RemedyKind>(map, "kinds", "kind of remedy", "kinds") ?? [];
        var most = map.Parse<(Money? Amount, int Count)>("most", TryMost, "is neither an amount, such as 500 EUR, nor a number of remedies of 1 or more");
        map.EndOfFields();
        if (map.HasErrors)
        {
            return null;
        }

        if (most.Amount is not null && kinds.Where(kind => Remedy.MeasureOf(kind) != RemedyMeasure.Amount).ToList() is { Count: > 0 } others)
        {
            map.Fail("kinds", $"holds {string.Join(", ", others.Select(Remedy.Name))}, which have no amount: sum them up by number, such as most: 3");
        }

        return new(per, period, kinds, most.Amount, most.Amount is null ? most.Count : null);
    }

    private bool TryAmountOrShare(string text, out (Money? Amount, decimal Percent) value)
    {
        value = default;
        if (text.EndsWith('%') && RemedyReader.TryPercent(text, out var percent) && percent > 0)
        {
            value = (null, percent);
            return true;
        }

        value = (remedies.TryMoney(text, out var money) ? money : null, 0);
        return value.Amount is not null;
    }

    /// <summary>A bare number counts remedies; an amount names its currency.</summary>
    private bool TryMost(string text, out (Money? Amount, int Count) most)
    {
        most = (null, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0);
        if (most.Count == 0 && text.Any(char.IsLetter) && remedies.TryMoney(text, out var money))
        {
            most = (money, 0);
        }

        return most.Count > 0 || most.Amount is { Amount: > 0 };
    }

    private static bool TryYes(string text, out bool yes)
    {
        yes = text is "yes" or "true";
        return yes || text is "no" or "false";
    }
}

/// <summary>Periods of the calendar, as policies write them: <c>90d</c>, <c>12 weeks</c>, <c>24 months</c>, <c>2 years</c>.</summary>
internal static class Periods
{
    private const int Longest = 36_500;

    /// <summary>One of <paramref name="days"/> and <paramref name="months"/> is above 0, and the other 0.</summary>
    public static bool TryParse(string text, out int days, out int months)
    {
        (days, months) = (0, 0);
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > Longest)
        {
            return false;
        }

        (days, months) = text[digits..].Trim() switch
        {
            "d" or "day" or "days" => (number, 0),
            "w" or "week" or "weeks" => (number * 7, 0),
            "month" or "months" => (0, number),
            "y" or "year" or "years" => (0, number * 12),
            _ => (0, 0),
        };
        return days + months > 0;
    }

    public static bool TryClaimWindow(string text, [NotNullWhen(true)] out ClaimWindow? window)
    {
        window = TryParse(text, out var days, out var months) ? new(months, days) : null;
        return window is not null;
    }

    public static bool TryDays(string text, out int days) => TryParse(text, out days, out var months) && months == 0;
}

namespace Escalation.Domain.Language;

/// <summary>Adds up the words of a written number from left to right: "two thousand five hundred", "kolmetuhatta neljäsataa".</summary>
internal sealed class NumberSum
{
    private decimal total;
    private decimal section;
    private decimal? pending;
    private decimal smallest = decimal.MaxValue;

    public decimal Value => Math.Min(NumberInText.Ceiling + 1, total + section + (pending ?? 0));

    /// <summary>Whether a unit such as hundred was the last word, so that "and" may go on.</summary>
    public bool AfterUnit => pending is null && smallest < decimal.MaxValue;

    /// <summary>Takes the next word if it can go on the number: "one two" are two numbers.</summary>
    public bool Takes(NumberWord word) => word.Kind switch
    {
        NumberWordKind.Digit => TakesDigit(word.Value),
        NumberWordKind.Teen => TakesTeen(),
        NumberWordKind.AndHalf => TakesHalf(),
        _ => TakesUnit(word.Value),
    };

    private bool TakesDigit(decimal value)
    {
        var tens = pending is >= 20 and < 100 && pending % 10 == 0 && value < 10;
        if ((pending is not null && !tens) || value >= smallest)
        {
            return false;
        }

        pending = (pending ?? 0) + value;
        return true;
    }

    /// <summary>Finnish: "two of the second ten" is twelve.</summary>
    private bool TakesTeen()
    {
        pending += pending is < 10 ? 10 : 0;
        return pending is not null;
    }

    private bool TakesHalf()
    {
        pending += 0.5m;
        return pending is not null;
    }

    private bool TakesUnit(decimal unit)
    {
        var times = pending ?? (section == 0 || unit < smallest ? 1 : 0);
        if (unit < 1_000m)
        {
            if (unit >= smallest && smallest < 1_000m)
            {
                return false;
            }

            section += times * unit;
            smallest = unit;
        }
        else
        {
            var below = section + (pending ?? (section == 0 ? 1 : 0));
            total = unit > smallest && section == 0 && pending is null ? total * unit : total + (below * unit);
            total = Math.Min(total, NumberInText.Ceiling + 1);
            section = 0;
            smallest = unit;
        }

        pending = null;
        return true;
    }
}

namespace Escalation.Domain.Language;

/// <summary>Adds up numbers and units from left to right: 1억 2천만 is one hundred million and two thousand ten thousands.</summary>
internal sealed class UnitSum
{
    private decimal? total = 0m;
    private decimal section;
    private decimal? pending;
    private decimal unitsBelow = NumberInText.Ceiling;
    private decimal sectionsBelow = NumberInText.Ceiling;
    private decimal? shorthandUnit;
    private int digits;

    /// <summary>三万五 is thirty-five thousand: a last lone digit counts in tenths of the Chinese unit before it.</summary>
    public decimal? Total => total + section + (pending * (shorthandUnit ?? 1) ?? 0);

    /// <summary>两三百 is two or three hundred: of two digits in a row the second one counts.</summary>
    private bool IsFromOneToTheNext => digits == 2 && pending % 10 == (int)(pending.GetValueOrDefault() / 10) + 1;

    public void Number(decimal? value)
    {
        total = value is null || pending is not null ? null : total;
        pending = value;
        shorthandUnit = value is >= 1 and <= 9 ? shorthandUnit : null;
        digits = 0;
    }

    public void Digit(int digit)
    {
        shorthandUnit = digit > 0 && pending is null ? shorthandUnit : null;
        pending = ((pending ?? 0) * 10) + digit;
        total = pending > NumberInText.Ceiling ? null : total;
        pending = Math.Min(pending.Value, NumberInText.Ceiling);
        digits++;
    }

    public void Unit(decimal unit, bool chinese)
    {
        pending = IsFromOneToTheNext ? pending % 10 : pending;
        digits = 0;
        if (unit < 10_000m)
        {
            total = unit >= unitsBelow ? null : total;
            section = Math.Min(NumberInText.Ceiling, section + (Math.Min(pending ?? 1, NumberInText.Ceiling) * unit));
            unitsBelow = unit;
        }
        else
        {
            total = unit >= sectionsBelow ? null : total + (unit * (section + (pending ?? (section == 0 ? 1 : 0))));
            total = total > NumberInText.Ceiling ? null : total;
            section = 0;
            (unitsBelow, sectionsBelow) = (NumberInText.Ceiling, unit);
        }

        pending = null;
        shorthandUnit = chinese && unit >= 100m ? unit / 10 : null;
    }
}

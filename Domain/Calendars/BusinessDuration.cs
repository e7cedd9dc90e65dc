using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Escalation.Domain.Calendars;

/// <summary>So many business days, and then so much opening time: "2d", "4h", "1d 4h", "90m".</summary>
/// <remarks>Never negative. Hours are never turned into days, because business days differ in length.
/// What it means on a clock is said at <see cref="BusinessCalendar.Add"/>.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BusinessDuration
{
    private const int MinutesPerHour = 60;

    /// <exception cref="ArgumentOutOfRangeException">Days or minutes are negative.</exception>
    public BusinessDuration(int days, int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        Days = days;
        Minutes = minutes;
    }

    public static BusinessDuration Zero => default;

    /// <summary>Business days, counted before the minutes.</summary>
    public int Days { get; }

    /// <summary>Minutes of opening time, on top of the days; may be more than a day holds.</summary>
    public int Minutes { get; }

    /// <summary>The minutes as opening time; the days are not in it.</summary>
    public TimeSpan OpeningTime => TimeSpan.FromMinutes(Minutes);

    public static BusinessDuration FromDays(int days) => new(days, 0);

    /// <exception cref="OverflowException">More minutes than an integer holds.</exception>
    public static BusinessDuration FromHours(int hours) => new(0, checked(hours * MinutesPerHour));

    public static BusinessDuration FromMinutes(int minutes) => new(0, minutes);

    /// <summary>Days are added to days and minutes to minutes.</summary>
    /// <exception cref="OverflowException">More than an integer holds.</exception>
    public static BusinessDuration operator +(BusinessDuration left, BusinessDuration right) => left.Add(right);

    /// <inheritdoc cref="op_Addition"/>
    public BusinessDuration Add(BusinessDuration other) => new(checked(Days + other.Days), checked(Minutes + other.Minutes));

    /// <summary>Reads whole numbers followed by d, h or m, each unit at most once and in that order.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BusinessDuration duration)
    {
        duration = default;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return false;
        }

        long days = 0;
        long minutes = 0;
        var units = "dhm";
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0
                || !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || units.IndexOf(rest[digits], StringComparison.Ordinal) is var unit && unit < 0)
            {
                return false;
            }

            switch (units[unit])
            {
                case 'd':
                    days = number;
                    break;
                case 'h':
                    minutes += number * (long)MinutesPerHour;
                    break;
                default:
                    minutes += number;
                    break;
            }

            units = units[(unit + 1)..];
            rest = rest[(digits + 1)..].TrimStart();
        }

        if (minutes > int.MaxValue)
        {
            return false;
        }

        duration = new BusinessDuration((int)days, (int)minutes);
        return true;
    }

    /// <exception cref="FormatException">Not a duration such as "1d 4h".</exception>
    public static BusinessDuration Parse(string text) =>
        TryParse(text, out var duration)
            ? duration
            : throw new FormatException($"'{text}' is not a duration such as \"2d\", \"4h\", \"1d 4h\" or \"90m\".");

    /// <summary>The shortest text that <see cref="Parse"/> reads back to the same value; zero is "0m".</summary>
    public override string ToString()
    {
        var (hours, minutes) = Math.DivRem(Minutes, MinutesPerHour);
        var parts = new List<string>(3);
        Append(Days, 'd');
        Append(hours, 'h');
        Append(minutes, 'm');
        return parts.Count == 0 ? "0m" : string.Join(' ', parts);

        void Append(int number, char unit)
        {
            if (number > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{number}{unit}"));
            }
        }
    }
}

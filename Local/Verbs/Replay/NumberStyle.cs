using System.Globalization;
using System.Text.RegularExpressions;

namespace Escalation.Local.Verbs.Replay;

/// <summary>How a source writes numbers. A number that is not plainly one in that way is none: 0,40 is never taken for 40.</summary>
internal sealed partial class NumberStyle
{
    private readonly Regex _form;
    private readonly string _groups;
    private readonly char _decimals;

    private NumberStyle(Regex form, string groups, char decimals) => (_form, _groups, _decimals) = (form, groups, decimals);

    /// <summary>1250.40, and nothing between thousands: the only way that is read if the map says nothing.</summary>
    public static NumberStyle Plain { get; } = new(PlainForm(), "", '.');

    /// <summary>1,250.40 and 1250.40.</summary>
    public static NumberStyle DecimalPoint { get; } = new(PointForm(), ", '\u00a0\u202f", '.');

    /// <summary>1.250,40 and 1250,40.</summary>
    public static NumberStyle DecimalComma { get; } = new(CommaForm(), ". '\u00a0\u202f", ',');

    public bool TryParse(string text, out decimal number)
    {
        number = 0;
        return _form.IsMatch(text) && decimal.TryParse(
            string.Concat(text.Where(c => !_groups.Contains(c, StringComparison.Ordinal))).Replace(_decimals, '.'),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number);
    }

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainForm();

    [GeneratedRegex(@"^-?([0-9]+|[0-9]{1,3}([, '\u00a0\u202f][0-9]{3})+)(\.[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PointForm();

    [GeneratedRegex(@"^-?([0-9]+|[0-9]{1,3}([. '\u00a0\u202f][0-9]{3})+)(,[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommaForm();
}

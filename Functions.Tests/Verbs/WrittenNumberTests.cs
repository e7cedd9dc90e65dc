using System.Text.Json.Nodes;
using Escalation.Local.Verbs.Replay;

namespace Escalation.Functions.Tests.Verbs;

/// <summary>Numbers in files: read as the map says, and never guessed.</summary>
public sealed class WrittenNumberTests
{
    [Theory]
    [InlineData("0.40", 0.40)]
    [InlineData("1250", 1250)]
    [InlineData("1250.5", 1250.5)]
    public void Without_a_word_in_the_map_a_point_stands_before_the_decimals(string written, double number) =>
        Assert.Equal((decimal)number, Amount(null, written).GetValue<decimal>());

    [Theory]
    [InlineData("0,40")]
    [InlineData("1,250.00")]
    [InlineData("1.250,00")]
    [InlineData("1 250")]
    [InlineData("20 EUR")]
    public void Without_a_word_in_the_map_anything_else_stays_as_it_was_written(string written) =>
        Assert.Equal(written, Amount(null, written).GetValue<string>());

    [Theory]
    [InlineData("0,40", 0.40)]
    [InlineData("12,50", 12.50)]
    [InlineData("1.250,00", 1250.00)]
    [InlineData("1 250,00", 1250.00)]
    [InlineData("1250", 1250)]
    public void A_map_may_say_that_a_comma_stands_before_the_decimals(string written, double number) =>
        Assert.Equal((decimal)number, Amount(",", written).GetValue<decimal>());

    [Theory]
    [InlineData(",", "1.25")]
    [InlineData(",", "1,250.00")]
    [InlineData(".", "1,25")]
    [InlineData(".", "1.250,00")]
    public void What_does_not_fit_the_map_is_not_guessed(string decimals, string written) =>
        Assert.Equal(written, Amount(decimals, written).GetValue<string>());

    private static JsonValue Amount(string? decimals, string written)
    {
        var map = FieldMap.Read(
            $"source: shop\n{(decimals is null ? "" : $"decimals: \"{decimals}\"\n")}fields:\n  requestedRemedy.amount: Refund\n", "map");
        return map.Map(new Dictionary<string, string> { ["Refund"] = written })["requestedRemedy"]!["amount"]!.AsValue();
    }
}

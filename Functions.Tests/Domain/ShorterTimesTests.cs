using Escalation.Domain.Calendars;
using Escalation.Domain.Policies;

namespace Escalation.Functions.Tests.Domain;

public sealed class ShorterTimesTests
{
    private static readonly Level s_level = TestPolicy.Read().Levels[0];

    [Fact]
    public void Half_of_a_day_is_four_hours_since_days_differ_in_length()
    {
        var half = ShorterTimes.Half.Of(s_level with { ClaimWithin = new(3, 30), AnswerWithin = new(2, 0) });

        Assert.Equal((new BusinessDuration(1, 255), new BusinessDuration(1, 0)), (half.ClaimWithin, half.AnswerWithin));
    }

    [Fact]
    public void Times_of_the_policys_own_stand_in_place_of_half()
    {
        var own = new ShorterTimes(new(0, 60), new(0, 90)).Of(s_level);

        Assert.Equal((new BusinessDuration(0, 60), new BusinessDuration(0, 90)), (own.ClaimWithin, own.AnswerWithin));
    }
}

using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Functions.Messages;

namespace Escalation.Simulation;

/// <summary>Customers answer what they read, as they knew it then; or they say nothing.</summary>
internal sealed class Customers(Run run, People people, Dice dice)
{
    private const int MostRounds = 3;
    private static readonly Principal s_channel = new(Role.CustomerChannel, "channel");

    public void Got(Letter letter)
    {
        if (people.StateOf(letter.Case) is not { } state)
        {
            return;
        }

        if (people.IsCooperative)
        {
            Answer(state, Cooperative(state));
            return;
        }

        Answer(state, Main(state));
        if (dice.Chance(0.5))
        {
            Answer(state, Aside(state));
        }
    }

    /// <summary>What the letter asks for.</summary>
    private string? Main(Case state) => state.Stage switch
    {
        Stage.Clarifying s => dice.Below(10) switch
        {
            < 6 => Json($"{{'type':'answer','round':{s.Round},'words':'It happened on Monday and I want it made good.'}}"),
            _ => null,
        },
        Stage.UnderReview { Inquiry: { Adviser: null } asking } when dice.Chance(0.6) =>
            Json($"{{'type':'answer','round':{asking.Number},'words':'It was the blue card, ask Carla.'}}"),
        Stage.Offered s => dice.Below(12) switch
        {
            < 5 => Json($"{{'type':'choose','offer':{s.Offer},'option':{1 + dice.Below(s.Options.Count + 1)}}}"),
            < 9 => Json($"{{'type':'decline-options','offer':{s.Offer},'words':'None of these.'}}"),
            _ => null,
        },
        Stage.FollowingUp s => dice.Below(10) switch
        {
            < 4 => Json($"{{'type':'satisfied','grant':{s.Grant.Number},'solved':true}}"),
            < 7 when state.Round < MostRounds => Json($"{{'type':'satisfied','grant':{s.Grant.Number},'solved':false,'words':'It broke again.'}}"),
            _ => null,
        },
        Stage.Closed when state.Lapsed is { } lapsed && state.Round < MostRounds && dice.Chance(0.4) =>
            Json($"{{'type':'choose','offer':{lapsed.Offer},'option':1}}"),
        Stage.Closed when state.Round < MostRounds && state.Numbers.Grants > 0 && dice.Chance(0.3) =>
            Json($"{{'type':'satisfied','grant':{state.Numbers.Grants},'solved':false}}"),
        _ => null,
    };

    /// <summary>What comes to mind beside it.</summary>
    private string? Aside(Case state) => dice.Below(14) switch
    {
        < 3 => Json($"{{'type':'confirm','restatement':{state.Restatement!.Version}}}"),
        < 5 when state.Round < MostRounds => Json($"{{'type':'correct','restatement':{state.Restatement!.Version},'words':'No, it was the other card and the sum was 60 EUR.'}}"),
        < 8 => "{\"type\":\"write\",\"words\":\"Is there any news?\"}",
        < 9 => "{\"type\":\"write\",\"words\":\"I am disabled and cannot come. My lawyer will hear of this.\"}",
        < 10 => "{\"type\":\"contact\",\"email\":\"maija.new@example.com\",\"phone\":\"+358 40 1234567\"}",
        < 11 => Json($"{{'type':'withdraw','round':{state.Round},'words':'Never mind.'}}"),
        _ => null,
    };

    private static string? Cooperative(Case state) => state.Stage switch
    {
        Stage.Clarifying s => Json($"{{'type':'answer','round':{s.Round},'words':'It happened on Monday.'}}"),
        Stage.UnderReview { Inquiry: { Adviser: null } asking } => Json($"{{'type':'answer','round':{asking.Number},'words':'It was the blue card.'}}"),
        Stage.Offered s => Json($"{{'type':'choose','offer':{s.Offer},'option':1}}"),
        Stage.FollowingUp s => Json($"{{'type':'satisfied','grant':{s.Grant.Number},'solved':true}}"),
        _ => null,
    };

    private void Answer(Case state, string? json)
    {
        if (json is null)
        {
            return;
        }

        var key = people.Mailbox.NextKey();
        var longest = dice.Of(TimeSpan.FromMinutes(10), TimeSpan.FromHours(8), TimeSpan.FromDays(4));
        people.Later(TimeSpan.FromSeconds(20), longest, () => people.Mailbox.Update(key, s_channel, state.Id, json));
        if (people.IsCooperative)
        {
            return;
        }

        if (dice.Chance(0.2))
        {
            people.Later(TimeSpan.FromSeconds(20), longest, () => people.Mailbox.Update(people.Mailbox.NextKey(), s_channel, state.Id, json));
        }

        if (dice.Chance(0.1))
        {
            people.Later(TimeSpan.FromSeconds(20), longest, () => people.Mailbox.Update(key, s_channel, state.Id, json));
        }

        run.Trace($"customer of {state.Id}");
    }

    /// <summary>JSON written with single quotes.</summary>
    private static string Json(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).Replace('\'', '"');
}

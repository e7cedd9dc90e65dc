using Escalation.Domain.Calendars;
using Escalation.Domain.Cases;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain.Calendars;

/// <summary>What holds of the clocks of every case, whatever is asked of it and in whatever order (X01, X10, X14).</summary>
public sealed class ClockLaws
{
    [Fact]
    public void Elapsed_service_time_never_falls() => Holds(life => Pairs(life).All(pair =>
        pair.Before.Round != pair.After.Round || Elapsed(life, pair.Before, pair.At) <= Elapsed(life, pair.After, pair.At)));

    [Fact]
    public void A_pause_adds_nothing() => Holds(life => Pairs(life).All(pair =>
        pair.Before.PausedSince is null || pair.After != pair.Before || Elapsed(life, pair.Before, pair.At) == pair.Before.Elapsed));

    [Fact]
    public void A_clock_measures_at_its_due_time_what_it_was_given() => Holds(life => Clocks(life).All(clock =>
        !clock.IsRunning || clock.BreachedAt is not null || Given(life, clock) is not { } given || Elapsed(life, clock, clock.Due) == given));

    [Fact]
    public void What_has_elapsed_and_what_is_left_is_what_was_given() => Holds(life => Clocks(life).All(clock =>
        clock.Left is not { } left || left == TimeSpan.Zero || Given(life, clock) is not { } given || clock.Elapsed + left == given));

    [Fact]
    public void A_clock_runs_when_it_is_the_company_s_turn() => Holds(life => life.Steps.All(step => step.After?.Clocks?.Now is not { } clock
        || (step.After.Stage is Stage.Closed
            ? clock.StoppedAt is not null
            : clock.IsRunning == IsOurTurn(step.After.Stage) && clock.Round == step.After.Round)));

    [Fact]
    public void No_pause_no_answer_and_no_new_round_moves_a_legal_date() => Holds(life => life.Steps.All(step =>
        step.After is null || Dates(step.After).SequenceEqual(Dates(life.Steps.First(first => first.After is not null).After!))));

    [Fact]
    public void A_breach_is_recorded_once_and_stays() => Holds(life =>
    {
        var breaches = life.Log.Select(recorded => recorded.Event).Where(happened => happened is Event.LegalDeadlineBreached or Event.ServiceClockBreached).ToList();
        var standing = life.Case!.Clocks!.Legal.Count(time => time.BreachedAt is not null) + life.Case.Clocks.Service.Count(clock => clock.BreachedAt is not null);
        return breaches.Distinct().Count() == breaches.Count && standing == breaches.Count;
    });

    [Fact]
    public void Nothing_is_breached_before_its_time() => Holds(life => life.Log.All(recorded => recorded.Event switch
    {
        Event.LegalDeadlineBreached e => e.Due <= recorded.At,
        Event.ServiceClockBreached e => e.Due <= recorded.At,
        _ => true,
    }));

    [Fact]
    public void What_was_done_after_its_legal_date_was_a_breach() => Holds(life => life.Case!.Clocks!.Legal.All(time =>
        !time.Date.Required || time.MetAt is null || time.MetAt <= time.Date.Due || time.BreachedAt is not null));

    [Fact]
    public void Every_reminder_falls_into_hours_in_which_somebody_works() => Holds(life => life.Log.All(recorded => recorded.Event is not
            (Event.QuestionsRepeated or Event.OfferRepeated or Event.ReviewReminded or Event.FulfilmentOverdue or Event.SatisfactionAsked)
        || RandomLife.ItsPolicy.Calendar.IsOpen(recorded.At)));

    [Fact]
    public void Every_promise_falls_into_hours_in_which_its_owner_works() => Holds(life => life.Log.All(recorded =>
        recorded.Event is not Event.PromiseMade promised || RandomLife.ItsPolicy.CalendarOf(promised.Owner, life.Case!.Complaint).IsOpen(promised.Due)));

    private static bool IsOurTurn(Stage stage) =>
        stage is Stage.Assessing or Stage.Settling or Stage.UnderReview { Inquiry: null } or Stage.UnderReview { Inquiry.Adviser: not null };

    private static void Holds(Func<RandomLife, bool> law) =>
        Prop.ForAll(RandomLife.Any, life => life.Case is null || law(life)).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static IEnumerable<(ServiceClock Before, ServiceClock After, DateTimeOffset At)> Pairs(RandomLife life)
    {
        var commits = life.Steps.Where(step => step.Commit.Count > 0).ToList();
        return commits.Zip(commits.Skip(1)).Select(pair => (pair.First.After!.Clocks!.Now!, pair.Second.After!.Clocks!.Now!, pair.Second.Commit[0].At));
    }

    private static IEnumerable<ServiceClock> Clocks(RandomLife life) => life.Steps.Select(step => step.After?.Clocks?.Now).OfType<ServiceClock>();

    private static TimeSpan Elapsed(RandomLife life, ServiceClock clock, DateTimeOffset at) => clock.ElapsedAt(at, Calendar(life));

    private static BusinessCalendar Calendar(RandomLife life) => RandomLife.ItsPolicy.ServiceCalendar;

    /// <summary>The open time that the clock was started with; null where the log holds no start of this round.</summary>
    private static TimeSpan? Given(RandomLife life, ServiceClock clock) => life.Log
        .Where(recorded => recorded.Event is Event.ServiceClockStarted started && started.Round == clock.Round)
        .Select(recorded => (TimeSpan?)Calendar(life).OpenTimeBetween(recorded.At, ((Event.ServiceClockStarted)recorded.Event).Due))
        .FirstOrDefault();

    private static IEnumerable<(string, string, DateTimeOffset)> Dates(Case c) =>
        c.Clocks!.Legal.Select(time => (time.Regime.Text, time.Date.Step.Text, time.Date.Due));
}

using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Policies;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain;

/// <summary>A case that anything at all is asked of, mostly by those who may and with the right numbers, often not. Every number of the seed
/// is one step; the clock of the machine may be wrong and go backwards.</summary>
internal sealed class RandomLife
{
    private static readonly Policy Policy =
        PolicyReader.Read(TestPolicy.YamlWithClocks + TestPolicy.Teams, "the policy of random lives") with { Triage = TestPolicy.ReadWithTriage().Triage };

    private static readonly string[] Categories = ["late-delivery", "gift", "inspection", "safety", "unheard-of", "other"];
    private static readonly int[] Sums = [40, 400, 4_000, 99_999];
    private static readonly string?[] Languages = ["en", "fi", "ko", "zh", "sv", null];
    private static readonly (string Id, string Level)[] People = [("anna", "l1"), ("bert", "l1"), ("carla", "l2"), ("dirk", "l3")];

    private static readonly ValueList<Code> Teams = [Code.Parse("deliveries"), Code.Parse("gifts"), Code.Parse("nobody")];

    private static readonly ValueList<Remedy> Remedies =
    [
        new(RemedyKind.Refund, EventSamples.Eur(40)), new(RemedyKind.Refund, EventSamples.Eur(450)), new(RemedyKind.Refund, EventSamples.Eur(9_000)),
        new(RemedyKind.Voucher, EventSamples.Eur(90)), new(RemedyKind.Discount, percent: 15), new(RemedyKind.KeepGoods), new(RemedyKind.Redo, count: 2),
    ];

    private readonly List<Step> _steps = [];
    private readonly List<Recorded> _log = [];
    private DateTimeOffset _now = EventSamples.At;

    private RandomLife(IEnumerable<int> seed)
    {
        foreach (var number in seed)
        {
            Live(new(number));
        }
    }

    public static Arbitrary<RandomLife> Any { get; } =
        Gen.Choose(0, int.MaxValue).ArrayOf(70).Select(seed => new RandomLife(seed)).ToArbitrary();

    /// <summary>Always the same lives, for tests of what lives reach: chance must not decide whether such a test passes.</summary>
    public static IEnumerable<RandomLife> Same(int count) => Enumerable.Range(1, count).Select(number =>
    {
        var dice = new Dice(number * 7_919);
        return new RandomLife(Enumerable.Range(0, 70).Select(_ => dice.Of(int.MaxValue)).ToList());
    });

    public static CaseId Id { get; } = CaseId.For("web-shop", "1001");

    public Case? Case { get; private set; }

    public IReadOnlyList<Recorded> Log => _log;

    public IReadOnlyList<Step> Steps => _steps;

    public Dictionary<TextRef, string?> Texts { get; } = [];

    public static Policy ItsPolicy => Policy;

    /// <summary>One command and what it led to.</summary>
    /// <param name="Before">The case it was asked of.</param>
    /// <param name="Again">The answer to the same command asked once more, under another id.</param>
    internal sealed record Step(Case? Before, Command Command, Decision Decision, Decision Again, IReadOnlyList<Recorded> Commit, Case? After);

    public static ValueList<Reviewer> Roster { get; } =
        People.Select(person => new Reviewer(Code.Parse(person.Id), Code.Parse(person.Level))
        {
            Teams = person.Id == "anna" ? [Code.Parse("deliveries")] : [],
            Languages = person.Id == "bert" ? [Code.Parse("fi")] : [],
        }).ToValueList();

    private void Live(Dice dice)
    {
        _now += TimeSpan.FromMinutes(dice.Of(900) - 60);
        var command = CommandOf(dice);
        var (by, known) = Actor(dice, command);
        var facts = Outside(known, dice);
        var before = Case;
        var decision = Decide(command, by, facts);
        IReadOnlyList<Recorded> commit = decision switch
        {
            Decision.Accepted { Events.Count: > 0 } accepted => Record(accepted.Events, accepted.Texts, by, command),
            Decision.Refused { Events.Count: > 0 } refused => Record(refused.Events, refused.Texts, by, command),
            _ => [],
        };
        _steps.Add(new(before, command, decision, Decide(command, by, facts), commit, Case));
    }

    /// <summary>What may be known of the customer's other cases, and of who could take this one.</summary>
    private static Facts Outside(Facts facts, Dice dice) => facts with
    {
        CustomerKeys = [new(CustomerKeyKind.Phone, Digest.Of($"{dice.Of(3)}"))],
        Earlier = dice.Of(3) > 0 ? [] : [new(CaseId.For("web-shop", "1000"), Code.Parse("gift"), null, EventSamples.At.AddDays(-9), Code.Parse("closed"), Escalation.Domain.Complaints.Outcome.Declined, 1)],
        Repeat = dice.Of(4) == 0,
    };

    private Decision Decide(Command command, Actor by, Facts facts) => Decider.Decide(Case, command, new(by, Policy, facts, _now));

    /// <summary>As the one path numbers and dates events.</summary>
    private List<Recorded> Record(ValueList<Event> events, ValueList<TextEntry> texts, Actor by, Command command)
    {
        var at = new[] { _now, Case?.LastAt ?? _now, command is Command.FireDeadline fired ? fired.Due : _now }.Max();
        var first = (Case?.LastEvent ?? 0) + 1;
        var version = (Case?.Version ?? 0) + 1;
        List<Recorded> commit = [.. events.Select((happened, i) => new Recorded(first + i, version, at, by, $"m{_steps.Count}", happened))];
        Case = Fold.Commit(Id, Case, commit);
        _log.AddRange(commit);
        foreach (var text in texts)
        {
            Texts.Add(text.Ref, text.Words);
        }

        return commit;
    }

    private (Actor By, Facts Facts) Actor(Dice dice, Command command)
    {
        var (id, level) = People[dice.Of(People.Length)];
        var reviewer = new Reviewer(Code.Parse(id), Code.Parse(level));
        if (Case?.Stage is Stage.UnderReview { Claim: { } claim } && dice.Of(3) > 0)
        {
            reviewer = new(claim.Person, claim.Level);
        }

        var kind = dice.Of(10) == 0 ? Enum.GetValues<ActorKind>()[dice.Of(6)] : Enum.GetValues<ActorKind>().First(k => Permission.Allows(new(k, reviewer.Id), command));
        if (Case?.Stage is Stage.UnderReview { Inquiry.Adviser: { } adviser } && command is Command.GiveAdvice && dice.Of(3) > 0)
        {
            reviewer = Roster.FirstOrDefault(person => person.Id == adviser || person.Level == adviser) ?? reviewer;
        }

        // At the last step it is the operators who decide.
        if (Case?.Stage is Stage.UnderReview { LastStep: true } && dice.Of(2) == 0 && Permission.Allows(new(ActorKind.Operator, reviewer.Id), command))
        {
            kind = ActorKind.Operator;
        }

        var named = Named(dice);
        var contact = Case is null ? null : ContactDetails.FromText(Texts[Case.Complaint.Contact]!);
        return kind == ActorKind.Reviewer
            ? (Escalation.Domain.Values.Actor.Reviewer(reviewer.Id), new(dice.Of(20) == 0 ? null : reviewer, contact) { Roster = Roster, Named = named })
            : (new(kind, Code.Parse("somebody")), new(null, contact) { Roster = Roster, Named = named });
    }

    /// <summary>Mostly nobody; sometimes a level is emptied by it.</summary>
    private static ValueList<Code> Named(Dice dice) => dice.Of(12) switch
    {
        0 => [Code.Parse("anna"), Code.Parse("bert")],
        1 => [Code.Parse(People[dice.Of(People.Length)].Id)],
        _ => [],
    };

    private Command CommandOf(Dice dice)
    {
        if (Case is not { } c)
        {
            return new Command.Register(Form(dice));
        }

        var due = c.Next is { } next && dice.Of(6) > 0 ? new Command.FireDeadline(next.Arm, next.Due) : new Command.FireDeadline(dice.Of(9), _now);
        return dice.Of(35) switch
        {
            0 => new Command.Register(Form(dice)),
            1 => new Command.ConfirmRestatement(Near(c.Restatement!.Version, dice)),
            2 => new Command.CorrectRestatement(Near(c.Restatement!.Version, dice), Words(dice)),
            3 => new Command.AnswerQuestions(Near(c.Numbers.Rounds, dice), Words(dice)),
            4 => new Command.GiveContact(new(Name: "Maria", Phone: dice.Of(2) == 0 ? null : "040")),
            5 => new Command.Write(Words(dice)),
            6 or 7 => new Command.ClaimReview(Near(c.Numbers.Reviews, dice)),
            8 => new Command.ReleaseReview(Near(c.Numbers.Reviews, dice)),
            9 => new Command.Approve(Near(c.Numbers.Reviews, dice), dice.Of(2) == 0 ? null : Remedies[dice.Of(Remedies.Count)]),
            10 => new Command.Reject(Near(c.Numbers.Reviews, dice), Words(dice), Options(dice)),
            11 => new Command.CounterOffer(Near(c.Numbers.Reviews, dice), Options(dice)),
            12 => new Command.ChooseOption(Near(c.Numbers.Offers, dice), dice.Of(5)),
            13 => new Command.DeclineOptions(Near(c.Numbers.Offers, dice), Words(dice)),
            14 or 15 => new Command.ReportFulfilled(Near(c.Numbers.Grants, dice)),
            16 => new Command.AnswerSatisfaction(Near(c.Numbers.Grants, dice), dice.Of(2) == 0, Words(dice)),
            17 when dice.Of(4) == 0 => new Command.Withdraw(Near(c.Round, dice), null),
            18 => new Command.RecordCause(Enum.GetValues<Cause>()[dice.Of(13)]),
            19 => new Command.ReportDelivery(c.LastEvent, Code.Parse("granted"), Channel.Email, Words(dice)),
            20 => new Command.ReportRejection(c.LastEvent, Code.Parse("granted"), Channel.Email, Code.Parse("gateway-400")),
            21 => Asking(c, dice),
            22 => new Command.GiveAdvice(Near(c.Numbers.Reviews, dice), Near(c.Numbers.Advices, dice), Words(dice)),
            23 => new Command.EscalateFurther(Near(c.Numbers.Reviews, dice), dice.Of(3) == 0 ? Roster[dice.Of(4)].Level : null, Words(dice)),
            24 => new Command.Delegate(Near(c.Numbers.Reviews, dice), Roster[dice.Of(4)].Id, Words(dice)),
            25 when dice.Of(4) == 0 => new Command.Refer(Near(c.Numbers.Reviews, dice), Code.Parse(dice.Of(2) == 0 ? "police" : "the-harbour"), Words(dice)),
            26 => OfTriage(dice),
            < 30 => due,
            > 32 => new Command.Reroute(Near(c.Numbers.Reviews, dice), dice.Of(2) == 0 ? null : Teams[dice.Of(Teams.Count)], Code.Parse(Categories[dice.Of(6)]), Words(dice)),
            _ => c.Stage is Stage.Assessing ? new Command.CheckAuthority(Near(c.Numbers.Checks, dice)) : due,
        };
    }

    private static Command OfTriage(Dice dice) => dice.Of(6) switch
    {
        0 => new Command.EndContact("We end this talk now; you will hear of our decision."),
        1 => new Command.RecordReferral(Code.Parse("police"), dice.Of(2) == 0 ? null : EventSamples.At),
        _ => new Command.CorrectTriage(
            dice.Of(3) == 0 ? null : Enum.GetValues<CustomerState>()[dice.Of(5)],
            dice.Of(3) == 0 ? null : Enum.GetValues<CaseFlag>().Where(_ => dice.Of(3) == 0).ToValueList(),
            dice.Of(3) > 0 ? null : new(dice.Of(5) == 0 ? null : Enum.GetValues<Temperament>()[dice.Of(4)])),
    };

    private static Command Asking(Case c, Dice dice) => dice.Of(3) == 0
        ? new Command.AskCustomer(Near(c.Numbers.Reviews, dice), Words(dice))
        : new Command.AskAdvice(Near(c.Numbers.Reviews, dice), dice.Of(2) == 0 ? Roster[dice.Of(4)].Id : Roster[dice.Of(4)].Level, Words(dice));

    private static int Near(int number, Dice dice) => dice.Of(6) == 0 ? number + dice.Of(3) - 1 : number;

    private static ValueList<Remedy> Options(Dice dice) => Enumerable.Range(0, dice.Of(5)).Select(_ => Remedies[dice.Of(Remedies.Count)]).ToValueList();

    private static string Words(Dice dice) => dice.Of(9) switch
    {
        4 => "I am 82 years old and live alone.",
        5 => "충전기에서 불이 났습니다. 변호사와 이야기하겠습니다.",
        6 => "我很担心，不知道怎么办才好。",
        7 => "Olette idiootteja, haista vittu! Mikään ei kelpaa, vaadin kaiken takaisin.",
        8 => "I don't understand what you want from me.",
        0 => "It was 300 € and came three weeks late.",
        1 => "\U0001F92C {{points}} \u202E",
        2 => "도대체 35만원은 언제 돌려줍니까",
        _ => "no",
    };

    private static Registration Form(Dice dice) => new(
        Id,
        Code.Parse("web-shop"),
        "1001",
        Channel.Web,
        Languages[dice.Of(Languages.Length)],
        null,
        dice.Of(2) == 0 ? new() : new("Ms", "Maria", "Rantatie 1", "040", "maria@example.org"),
        Categories[dice.Of(Categories.Length)],
        null,
        Words(dice),
        dice.Of(4) == 0 ? EventSamples.Eur(20) : null,
        dice.Of(3) == 0 ? null : new(RemedyKind.Refund, dice.Of(4) == 0 ? null : EventSamples.Eur(Sums[dice.Of(Sums.Length)])),
        null,
        null);

    /// <summary>Many small choices out of one number, the same ones each time.</summary>
    private sealed class Dice(int seed)
    {
        private uint _state = (uint)seed | 1;

        public int Of(int sides)
        {
            _state = _state * 1_664_525 + 1_013_904_223;
            return (int)((_state >> 8) % (uint)sides);
        }
    }
}

using System.Collections.Frozen;
using Escalation.Domain.Calendars;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>What a company lets its pipeline and its people decide, and by when. Immutable once used; kept by the hash of its text and
/// pinned to a case at intake.</summary>
/// <param name="Hash">Of the YAML text.</param>
/// <param name="Automatic">What is granted without a person.</param>
/// <param name="Levels">The ladder of people, lowest first, never empty.</param>
/// <param name="Rules">In order: the first that matches decides.</param>
/// <param name="Currency">Assumed for an amount in an account that names none by itself.</param>
public sealed record Policy(
    Digest Hash,
    string Name,
    Currency Currency,
    string Language,
    BusinessCalendar Calendar,
    Limits Automatic,
    ValueList<Level> Levels,
    ValueList<Category> Categories,
    Rulebook Rules,
    Timing Timing)
{
    /// <summary>The name of what acts below the lowest level of people.</summary>
    public static Code AutomaticLevel { get; } = Code.Parse("automatic");

    /// <summary>The category of a complaint whose own is not in <see cref="Categories"/>. A policy always has it.</summary>
    public static Code Uncategorised { get; } = Code.Parse("other");

    /// <summary>Where phone numbers without a country are, as two letters of ISO 3166 (<c>gb</c>); null for nowhere in particular.</summary>
    public Code? Country { get; init; }

    /// <summary>When a customer who complained before counts as one who complains again (R23).</summary>
    public RepeatRule Repeat { get; init; } = RepeatRule.Default;

    /// <summary>In order: a complaint goes to the first that takes it (R33).</summary>
    public ValueList<Team> Teams { get; init; } = [];

    /// <summary>Whether a reviewer has to speak the complaint's language, where its team does not say (R24).</summary>
    public Strictness ReviewerSpeaks { get; init; } = Strictness.Preferred;

    /// <summary>Null where there is no such team: the case is with everybody.</summary>
    public Team? TeamOf(Code? team) => team is null ? null : Teams.FirstOrDefault(t => t.Id == team);

    /// <summary>How long after it happened something may be claimed; null for ever. A category may have its own.</summary>
    public ClaimWindow? ClaimWindow { get; init; }

    /// <summary>Where customers help themselves; null where the policy does not say. A category may have its own (R26).</summary>
    public SelfServiceReference? SelfService { get; init; }

    public ValueList<Exclusion> Exclusions { get; init; } = [];

    /// <summary>What is done for customers in some state, and for cases with some flag (R17, R20 to R22).</summary>
    public TriagePolicy Triage { get; init; } = TriagePolicy.Default;

    /// <summary>The reviewers who are kept from complaints of this category or source; null for nobody.</summary>
    public ValueList<Code>? ExcludedFrom(Code category, Code source) =>
        Exclusions.Where(exclusion => exclusion.Holds(category, source)).SelectMany(exclusion => exclusion.Reviewers).Distinct().ToValueList()
            is { Count: > 0 } excluded
            ? excluded
            : null;

    /// <summary>The reference a self-service of this category is given; null where the policy has none.</summary>
    public SelfServiceReference? SelfServiceOf(Code category) => CategoryOf(category).SelfService ?? SelfService;

    /// <summary>The policy as it is for one complaint: limits with their exceptions applied and shares as amounts, options of the customer's
    /// group, shorter times for whoever cannot wait. Every decision on a registered case is made by it.</summary>
    public Policy For(Complaint complaint)
    {
        var automatic = Automatic.For(complaint, byPerson: false);
        var levels = Levels.Any(level => !level.Limits.AreFixed)
            ? [.. Levels.Select(level => level with { Limits = level.Limits.For(complaint, byPerson: true) })]
            : Levels;
        levels = Triage.TimesFor(complaint.Triaged) is { } shorter ? [.. levels.Select(shorter.Of)] : levels;
        var category = CategoryOf(complaint.Category);
        var options = category.OptionsOf(complaint.Group);
        var categories = ReferenceEquals(options, category.Options)
            ? Categories
            : [.. Categories.Select(c => c.Id == category.Id ? c with { Options = options } : c)];
        return ReferenceEquals(automatic, Automatic) && ReferenceEquals(levels, Levels) && ReferenceEquals(categories, Categories)
            ? this
            : this with { Automatic = automatic, Levels = levels, Categories = categories };
    }

    /// <summary>Every limit on a sum, of the pipeline itself and of its levels.</summary>
    public IEnumerable<CumulativeLimit> Cumulative =>
        Automatic.Cumulative.Concat(Levels.SelectMany(level => level.Limits.Cumulative)).Distinct();

    /// <summary>The policy as it is after what was granted before (X05): every limit is at most what its sums leave.</summary>
    /// <param name="granted">By the granter who decides now, and to the customer of the case.</param>
    /// <param name="byPerson">Whether that granter is one of the people; the pipeline's own sums say nothing about theirs.</param>
    public Policy Within(ValueList<GrantedSum> granted, bool byPerson)
    {
        var toCustomer = granted.Where(sum => sum.Per == CumulativeParty.Customer).ToValueList();
        return granted.Count == 0 ? this : this with
        {
            Automatic = Automatic.Within(byPerson ? toCustomer : granted),
            Levels = [.. Levels.Select(level => level with { Limits = level.Limits.Within(byPerson ? granted : toCustomer) })],
        };
    }

    /// <summary>What this level may grant: a name that is no level of people is the pipeline itself.</summary>
    public Limits LimitsOf(Code level) => Levels.FirstOrDefault(l => l.Id == level)?.Limits ?? Automatic;

    /// <exception cref="InvalidOperationException">No such level: the case is pinned to another policy.</exception>
    public Level LevelOf(Code level) =>
        Levels.FirstOrDefault(l => l.Id == level) ?? throw new InvalidOperationException($"Policy {Hash} has no level '{level}'.");

    /// <summary>The level above; the same one at the top of the ladder. The lowest level of people is above the pipeline itself.</summary>
    public Level Above(Code level) => Levels[Math.Min(Rank(level) + 1, Levels.Count - 1)];

    /// <summary>0 for the lowest level of people; -1 for the pipeline itself.</summary>
    public int Rank(Code level) => Levels.Select((l, i) => l.Id == level ? i : -1).DefaultIfEmpty(-1).Max();

    public bool IsTop(Code level) => Rank(level) == Levels.Count - 1;

    /// <summary>The lowest level of people whose limit covers the remedy (R06); null when none does.</summary>
    public Level? LowestCovering(Remedy remedy) => Levels.FirstOrDefault(l => l.Limits.Covers(remedy));

    public Category CategoryOf(Code id) =>
        Categories.FirstOrDefault(c => c.Id == id) ?? Categories.First(c => c.Id == Uncategorised);

    /// <summary>The calendars beside the policy's own, by the names that levels, teams, regimes and the service clock use (X02).</summary>
    public IReadOnlyDictionary<Code, BusinessCalendar> Calendars { get; init; } = FrozenDictionary<Code, BusinessCalendar>.Empty;

    /// <summary>The legal regimes that cases may be under; <see cref="LegalRegime.When"/> says which (X01).</summary>
    public ValueList<LegalRegime> Legal { get; init; } = [];

    /// <summary>The time in which the company wants complaints settled; null for no service clock (X01).</summary>
    public ServiceTarget? Service { get; init; }

    /// <summary>The calendar of that name; the policy's own for none.</summary>
    public BusinessCalendar CalendarNamed(Code? name) => name is not null && Calendars.TryGetValue(name, out var named) ? named : Calendar;

    /// <summary>When the people of a level work on a complaint: the level's own calendar, else that of the complaint's team, else the
    /// policy's (X02). The pipeline itself keeps to the team's hours.</summary>
    public BusinessCalendar CalendarOf(Code level, Complaint complaint) =>
        CalendarNamed(Levels.FirstOrDefault(l => l.Id == level)?.Calendar ?? TeamOf(complaint.Team)?.Calendar);

    /// <summary>The calendar by which the company's own time is measured: one for all, so that a case that changes teams goes on by the same hours.</summary>
    public BusinessCalendar ServiceCalendar => CalendarNamed(Service?.Calendar);
}

/// <summary>People of one standing, and what they may grant alone.</summary>
/// <param name="Role">As the customer is told: "a team lead".</param>
public sealed record Level(Code Id, string Role, Limits Limits, BusinessDuration ClaimWithin, BusinessDuration AnswerWithin)
{
    /// <summary>When these people work; null for the calendar of the case's team, or the policy's (X02).</summary>
    public Code? Calendar { get; init; }
}

/// <summary>A kind of complaint.</summary>
/// <param name="Team">Who works on it; null for everybody (R33).</param>
/// <param name="PresumedCause">Recorded on closing where nobody stated one (R30).</param>
/// <param name="Options">Proposed where the customer names no remedy (R04), those that may be granted without a person.</param>
public sealed record Category(Code Id, string Title, Code? Team, Cause PresumedCause, ValueList<Remedy> Options)
{
    /// <summary>In place of <see cref="Options"/> for the customers of some groups (R04).</summary>
    public ValueList<GroupOptions> GroupOptions { get; init; } = [];

    /// <summary>The kinds that fit complaints of this category; null for all of them.</summary>
    public ValueList<RemedyKind>? Remedies { get; init; }

    /// <summary>In place of the policy's.</summary>
    public ClaimWindow? ClaimWindow { get; init; }

    /// <summary>In place of the policy's (R26).</summary>
    public SelfServiceReference? SelfService { get; init; }

    public ValueList<Remedy> OptionsOf(Code? group) =>
        group is null ? Options : GroupOptions.FirstOrDefault(options => options.Group == group)?.Options ?? Options;
}

/// <summary>How long things may take.</summary>
/// <param name="Margin">Put on top of every promised time (R15).</param>
/// <param name="Reminders">How often somebody is reminded before the next step.</param>
/// <param name="AccountWords">An account with fewer words than this, and nothing else to go on, is asked about (R03).</param>
public sealed record Timing(
    BusinessDuration Margin,
    BusinessDuration QuestionsWithin,
    BusinessDuration OfferValid,
    BusinessDuration FulfilWithin,
    BusinessDuration SatisfactionAfter,
    BusinessDuration ReminderEvery,
    int Reminders,
    int AccountWords);

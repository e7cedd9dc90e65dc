using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Complaints, conditions and limits out of few enough values that they often meet; the same seed gives the same.</summary>
internal sealed class RandomMatter(int seed)
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Code[] s_categories = [.. "late-delivery gift inspection safety other".Split(' ').Select(Code.Parse)];
    private static readonly Code[] s_products = [Code.Parse("lamp"), Code.Parse("desk")];
    private static readonly Code[] s_groups = [Code.Parse("vip"), Code.Parse("staff")];
    private static readonly Code[] s_sources = [Code.Parse("web-shop"), Code.Parse("branch")];
    private static readonly Code[] s_languages = [Code.Parse("fi"), Code.Parse("zh"), Code.Parse("zh-tw")];
    private static readonly Code[] s_regions = [Code.Parse("gb"), Code.Parse("us-ca")];
    private static readonly RemedyKind[] s_kinds = [RemedyKind.Refund, RemedyKind.Voucher, RemedyKind.Redo];

    private readonly Random _dice = new(seed);

    public bool Chance(int of) => _dice.Next(of) == 0;

    public int Number(int below) => _dice.Next(below);

    public T One<T>(IReadOnlyList<T> of) => of[_dice.Next(of.Count)];

    public Money Amount() => new(_dice.Next(1, 12) * 10, Currency.Parse(Chance(4) ? "USD" : "EUR"));

    public Complaint Complaint() => EventSamples.Complaint with
    {
        Category = One(s_categories),
        Product = Maybe(s_products),
        Group = Maybe(s_groups),
        Source = One(s_sources),
        Language = Maybe(s_languages),
        Region = Maybe(s_regions),
        Channel = One(Enum.GetValues<Channel>()),
        Requested = Chance(4) ? null : Chance(4) ? new(RemedyKind.Redo, Count: 1 + Number(3)) : new(One(s_kinds), Amount()),
        Dispute = Chance(3) ? null : new(Amount(), Chance(3) ? AmountOrigin.ReadFromText : AmountOrigin.Stated),
        Paid = Chance(2) ? null : Amount(),
        OccurredOn = Chance(2) ? null : DateOnly.FromDateTime(Now.Date).AddDays(-Number(60)),
        ReceivedAt = Now.AddDays(-Number(20)),
        Triage = Chance(3) ? null : new(One(Enum.GetValues<CustomerState>()), [.. Enum.GetValues<CaseFlag>().Where(_ => Chance(3))], []),
    };

    public Facts Facts() => Escalation.Domain.Deciding.Drafting.Facts.None with { Repeat = Chance(2) };

    public Matter Matter() => new(Complaint(), Chance(2), Now);

    /// <summary>Mostly one or two conditions; now and then one that can never hold.</summary>
    public Condition Condition() => new(
        Rarely(() => Some(s_categories)),
        Rarely(() => Some(s_sources)),
        Rarely(() => Chance(3) ? [] : Some(s_kinds)),
        Chance(6) ? One(Enum.GetValues<AmountCondition>()) : null,
        Chance(6) ? Amount() : null)
    {
        AtMostAmount = Chance(6) ? Amount() : null,
        Products = Rarely(() => Some(s_products)),
        Groups = Rarely(() => Some(s_groups)),
        Languages = Rarely(() => Some([Code.Parse("fi"), Code.Parse("zh")])),
        Regions = Rarely(() => Some(s_regions)),
        Channels = Rarely(() => Some(Enum.GetValues<Channel>())),
        Flags = Rarely(() => Some(Enum.GetValues<CaseFlag>())),
        States = Rarely(() => Some(Enum.GetValues<CustomerState>())),
        Repeat = Chance(6) ? Chance(2) : null,
        OlderThanDays = Chance(8) ? Number(40) : null,
        AtMostDays = Chance(8) ? Number(40) : null,
    };

    public Rule Rule(int number) => new(
        Code.Parse($"rule-{number}"), Condition(), Chance(2) ? new Ruling.HoldAgainstLimits() : Chance(2) ? new Ruling.OfferOptions() : new Ruling.EscalateTo(null));

    public Limits Limits()
    {
        var exceptions = Enumerable.Range(0, Number(3)).Select(_ => new LimitException(
            new(null, null, Chance(2) ? [One(s_groups)] : null, Chance(2) ? [CaseFlag.PublicReviewRisk] : null), [Limit()], Chance(3) ? [Share()] : []));
        return new([Limit(), Limit(), Limit(), Limit()])
        {
            Shares = Chance(2) ? [Share()] : [],
            Exceptions = exceptions.ToValueList(),
            Cumulative = Chance(2) ? [new(CumulativeParty.Customer, 30, [RemedyKind.Refund], Amount(), null)] : [],
        };
    }

    public Limit Limit() => Chance(4) ? new(RemedyKind.Redo, null, Number(4)) : Limit(One(s_kinds[..2]), Amount());

    private static Limit Limit(RemedyKind kind, Money most) => new(kind, most.Currency, most.Amount);

    private ShareLimit Share() => new(One(s_kinds[..2]), 10 + Number(90));

    private T? Maybe<T>(IReadOnlyList<T> of) where T : class => Chance(3) ? null : One(of);

    private T? Rarely<T>(Func<T> some) where T : class => Chance(6) ? some() : null;

    private ValueList<T> Some<T>(IReadOnlyList<T> of) => of.Where(_ => Chance(2)).DefaultIfEmpty(of[0]).ToValueList();
}

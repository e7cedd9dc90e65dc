using Escalation.Domain.Cases;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Language;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>A person of <c>people.yaml</c>.</summary>
/// <param name="Email">Where reminders go to.</param>
public sealed record Person(Code Id, Code Level, string? Email)
{
    /// <inheritdoc cref="Reviewer.Teams"/>
    public ValueList<Code> Teams { get; init; } = [];

    /// <inheritdoc cref="Reviewer.Languages"/>
    public ValueList<Code> Languages { get; init; } = [];

    /// <summary>What customers may call them, beside their id: whoever is named in a complaint does not review it (X07).</summary>
    public ValueList<string> Names { get; init; } = [];

    internal Reviewer AsReviewer => new(Id, Level) { Teams = Teams, Languages = Languages };
}

/// <summary>Who reviews, and where reminders go. Live: a change to the file counts from the next command on.</summary>
public interface IPeopleSource
{
    IReadOnlyList<Person> Everybody { get; }

    /// <summary>Where the operators of this pipeline are told; null for nowhere but the console.</summary>
    string? OperatorsEmail { get; }
}

/// <summary>Questions about people.</summary>
public sealed class People(IPeopleSource source)
{
    public Reviewer? Find(Code id) => source.Everybody.FirstOrDefault(p => p.Id == id)?.AsReviewer;

    /// <summary>Everybody on a level of this policy.</summary>
    public ValueList<Reviewer> RosterOf(Policy policy) =>
        source.Everybody.Where(p => policy.Rank(p.Level) >= 0).Select(p => p.AsReviewer).ToValueList();

    /// <summary>Those whose id or name stands in a text (X07).</summary>
    public ValueList<Code> NamedIn(string text) => NamesInText.Find(text, source.Everybody.Select(p => (p.Id, p.Names.Append(p.Id.Text))));

    /// <summary>The addresses behind an audience: a person, the operators, or the people of a level. Of those, who may review the case and
    /// fits its team and language best (R24, R33).</summary>
    public IReadOnlyList<string> AddressesOf(Code audience, Case about)
    {
        if (audience == Outbound.Operators)
        {
            return source.OperatorsEmail is { } operators ? [operators] : [];
        }

        var named = source.Everybody
            .Where(p => p.Id == audience || (p.Level == audience && about.ConflictOf(p.Id) is null))
            .Where(p => p.Email is not null)
            .ToList();
        var team = (about.Stage as Stage.UnderReview)?.Team;
        return [.. Routing.BestFor(named, person => person.AsReviewer, team, about.Complaint.Language).Select(p => p.Email!)];
    }
}

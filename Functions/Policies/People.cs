using Escalation.Domain;
using Escalation.Domain.Review;

namespace Escalation.Functions.Policies;

/// <summary>A person of <c>people.yaml</c>.</summary>
/// <param name="Email">Where reminders go to.</param>
public sealed record Person(Code Id, Code Level, string? Email)
{
    /// <inheritdoc cref="Reviewer.Teams"/>
    public ValueList<Code> Teams { get; init; } = [];

    /// <inheritdoc cref="Reviewer.Languages"/>
    public ValueList<Code> Languages { get; init; } = [];

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
    public IReadOnlyCollection<Reviewer> Reviewers => [.. source.Everybody.Select(person => person.AsReviewer)];

    public Reviewer? Find(Code id) => source.Everybody.FirstOrDefault(p => p.Id == id)?.AsReviewer;

    /// <summary>The addresses behind an audience: a person, the people of a level, or the operators.</summary>
    /// <param name="review">What is waiting: of the people of a level, those are told who fit best to its team and language (R24, R33).</param>
    public IReadOnlyList<string> AddressesOf(Code audience, Stage.UnderReview? review = null, Code? language = null)
    {
        if (audience == Outbound.Operators)
        {
            return source.OperatorsEmail is { } operators ? [operators] : [];
        }

        var named = source.Everybody.Where(p => p.Id == audience || p.Level == audience).Where(p => p.Email is not null).ToList();
        return [.. Routing.BestFor(named, person => person.AsReviewer, review?.Team, language).Select(p => p.Email!)];
    }
}

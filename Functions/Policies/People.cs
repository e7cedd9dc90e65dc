using Escalation.Domain;
using Escalation.Domain.Review;

namespace Escalation.Functions.Policies;

/// <summary>A person of <c>people.yaml</c>.</summary>
/// <param name="Email">Where reminders go to.</param>
public sealed record Person(Code Id, Code Level, string? Email);

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
    public Reviewer? Find(Code id) => source.Everybody.FirstOrDefault(p => p.Id == id) is { } person ? new(person.Id, person.Level) : null;

    /// <summary>The addresses behind an audience: a person, everybody on a level, or the operators.</summary>
    public IReadOnlyList<string> AddressesOf(Code audience) =>
        audience == Outbound.Operators
            ? source.OperatorsEmail is { } operators ? [operators] : []
            : [.. source.Everybody.Where(p => p.Id == audience || p.Level == audience).Select(p => p.Email).OfType<string>()];
}

namespace Escalation.Domain.Values;

/// <summary>Who did something.</summary>
/// <param name="Id">A staff id or the name of a system; for a customer the word "customer", never their name.</param>
public sealed record Actor(ActorKind Kind, Code Id)
{
    public static Actor Pipeline { get; } = new(ActorKind.Pipeline, Code.Parse("pipeline"));

    public static Actor Customer { get; } = new(ActorKind.Customer, Code.Parse("customer"));

    public static Actor Reviewer(Code id) => new(ActorKind.Reviewer, id);

    public override string ToString() => Kind is ActorKind.Customer or ActorKind.Pipeline ? Id.Text : $"{Id} ({Kind.ToString().ToLowerInvariant()})";
}

public enum ActorKind
{
    /// <summary>This pipeline itself, within what the policy allows.</summary>
    Pipeline,

    /// <summary>The customer, or a channel that speaks for them.</summary>
    Customer,

    /// <summary>A system that posts complaints.</summary>
    Upstream,

    /// <summary>The system that pays, ships or repairs.</summary>
    Fulfilment,

    /// <summary>A person of <c>people.yaml</c>.</summary>
    Reviewer,

    /// <summary>Whoever runs the pipeline.</summary>
    Operator,
}

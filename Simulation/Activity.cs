namespace Escalation.Simulation;

/// <summary>Something that runs on an instance: a handler of a message, a sweep, a request at a door.</summary>
/// <param name="instance">Null for what no crash of an instance can stop.</param>
/// <param name="message">The delivery that is being handled, where it is one.</param>
internal sealed class Activity(string name, Instance? instance, Delivery? message, DateTimeOffset startedAt)
{
    /// <summary>Hosts kill what runs longer. Shorter than the hour after which an alarm row without its commit is removed.</summary>
    public static TimeSpan LongestLife { get; } = TimeSpan.FromMinutes(30);

    public string Name { get; } = name;

    public Instance? Instance { get; } = instance;

    public Delivery? Message { get; } = message;

    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>False once it crashed: it stands at a port call for ever.</summary>
    public bool Alive { get; set; } = true;

    public bool Finished { get; set; }

    /// <summary>After so many calls one takes very long; negative for never.</summary>
    public int Dawdles { get; set; } = -1;

    /// <summary>Whether its commit has happened: what it reads from then on is for publishing and projecting.</summary>
    public bool Committed { get; set; }
}

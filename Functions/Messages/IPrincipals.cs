using Microsoft.AspNetCore.Http;

namespace Escalation.Functions.Messages;

/// <summary>Who sends a request. The actor of a command is taken from here, never from the request's body.</summary>
public interface IPrincipals
{
    /// <summary>How somebody makes themselves known here: the sentence that a 401 answers.</summary>
    string HowToSignIn { get; }

    /// <returns>Null when the request names nobody, or somebody unknown: answer 401.</returns>
    ValueTask<Principal?> Authenticate(HttpRequest request, CancellationToken stopping);
}

/// <summary>Somebody known.</summary>
/// <param name="Id">For a reviewer the id in people.yaml; for a system the name of its role.</param>
public sealed record Principal(Role Role, string Id);

public enum Role
{
    /// <summary>A system that posts complaints and notices.</summary>
    Upstream,

    /// <summary>A system that posts what customers answered.</summary>
    CustomerChannel,

    /// <summary>The system that pays or ships; reports what became of a remedy.</summary>
    Fulfilment,

    /// <summary>Reads everything and looks after what is parked.</summary>
    Operator,

    /// <summary>A person who reviews escalations.</summary>
    Reviewer,
}

using Escalation.Functions.Messages;
using Microsoft.AspNetCore.Http;

namespace Escalation.Simulation;

/// <summary>Simulated people are who they say they are: keys and signatures are not what is tested here.</summary>
internal sealed class StatedPrincipals : IPrincipals
{
    private const string Item = "principal";

    public string HowToSignIn => "State who sends this.";

    public static void State(HttpContext context, Principal principal) => context.Items[Item] = principal;

    public ValueTask<Principal?> Authenticate(HttpRequest request, CancellationToken stopping) =>
        ValueTask.FromResult(request.HttpContext.Items[Item] as Principal);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Console;

/// <summary>Takes who calls from the header that App Service authentication sets, after it has checked the caller's token.</summary>
/// <remarks>
/// The platform removes this header from what callers send only while its authentication is on. While it is off, anybody could write
/// the header, so nobody is believed. Roles are app roles with the names of <see cref="Role"/>, assigned by an administrator.
/// </remarks>
/// <param name="reviewerClaim">The claim that holds a reviewer's id in people.yaml, or their e-mail address there.</param>
public sealed class EasyAuthPrincipals(
    bool authenticationOn, string reviewerClaim, IPeopleSource people, ILogger<EasyAuthPrincipals> logger) : IPrincipals
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private static readonly JsonSerializerOptions Json = new() { MaxDepth = 8 };

    public string HowToSignIn { get; } =
        "Send the header 'Authorization: Bearer <token>' with an Entra ID access token for this app. It must hold exactly one of the app roles "
        + $"{Words.List<Role>()}; a reviewer's must also name somebody in people.yaml by the claim '{reviewerClaim}'.";

    public ValueTask<Principal?> Authenticate(HttpRequest request, CancellationToken stopping) => ValueTask.FromResult(Principal(request));

    private Principal? Principal(HttpRequest request)
    {
        var header = request.Headers[Header];
        if (header.Count == 0)
        {
            return null;
        }

        if (!authenticationOn)
        {
            logger.LogError("A request names its sender in {Header}, but App Service authentication is off: nobody is believed.", Header);
            return null;
        }

        return header.Count == 1 && Read(header[0]) is { Claims: { } claims } token ? Known(token, claims) : null;
    }

    private Principal? Known(ClientPrincipal token, IReadOnlyList<Claim> claims)
    {
        var roles = claims
            .Where(claim => claim is not null && (claim.Type == "roles" || (token.RoleType is not null && claim.Type == token.RoleType)))
            .Select(claim => Words.TryParse<Role>(claim.Value, out var role) ? role : (Role?)null)
            .OfType<Role>()
            .Distinct()
            .ToList();
        if (roles is not [var only])
        {
            logger.LogWarning("A caller has {Count} of the roles {Roles}; exactly one is needed.", roles.Count, Words.List<Role>());
            return null;
        }

        return only == Role.Reviewer ? Reviewer(claims) : new(only, Words.Kebab(only));
    }

    private Principal? Reviewer(IReadOnlyList<Claim> claims)
    {
        var names = claims.Where(claim => claim is not null && claim.Type == reviewerClaim).Select(claim => claim.Value).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var found = names is [var name]
            ? people.Everybody.Where(person => person.Id.Text == name || string.Equals(person.Email, name, StringComparison.OrdinalIgnoreCase)).ToList()
            : [];
        if (found is not [var reviewer])
        {
            logger.LogWarning("A reviewer's claim {Claim} names {Count} people of people.yaml; it must name one.", reviewerClaim, found.Count);
            return null;
        }

        return new(Role.Reviewer, reviewer.Id.Text);
    }

    private static ClientPrincipal? Read(string? header)
    {
        try
        {
            return JsonSerializer.Deserialize<ClientPrincipal>(Convert.FromBase64String(header ?? ""), Json);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record ClientPrincipal(
        [property: JsonPropertyName("role_typ")] string? RoleType,
        [property: JsonPropertyName("claims")] IReadOnlyList<Claim>? Claims);

    private sealed record Claim(
        [property: JsonPropertyName("typ")] string? Type,
        [property: JsonPropertyName("val")] string? Value);
}

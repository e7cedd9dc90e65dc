using System.Text.Json;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Escalation.Functions.Console;

/// <summary>What all doors do: find out who asks and whether they may, turn wrong input into problem details, enqueue, and say where the
/// outcome can be read.</summary>
public sealed class Doors(IPrincipals principals, PromptSender sender, Traces traces)
{
    public const string IdempotencyHeader = "Idempotency-Key";
    private const int LongestIdempotencyKey = 255;

    /// <summary>Answers a request of somebody with one of these roles.</summary>
    public async Task<IActionResult> Answer(
        HttpRequest request, IReadOnlyCollection<Role> roles, Func<Principal, Task<IActionResult>> answer, CancellationToken stopping)
    {
        using var span = traces.Request(request);
        try
        {
            var answered = await Answered(request, roles, answer, stopping);
            Traces.Answered(span, answered);
            return answered;
        }
        catch (Exception e)
        {
            Traces.Failed(span, e);
            throw;
        }
    }

    /// <summary>Enqueues a command for a case, and answers where its outcome can be read.</summary>
    /// <param name="check">Throws <see cref="InvalidMessageException"/> where the body is of the wrong shape.</param>
    public async Task<IActionResult> Enqueue(
        HttpRequest request, string queue, string id, Principal principal, Action<ReadOnlyMemory<byte>> check, CancellationToken stopping)
    {
        if (!CaseId.TryParse(id, out var @case))
        {
            return Problems.NotFound($"'{id}' is not a case number, such as K7QF-2M9D-XW3T-8HVN.");
        }

        var body = await Body(request, stopping);
        check(body);
        var actor = ActorOf(principal);
        var key = $"{@case}.{Digest.Of(Words.Kebab(actor.Kind), actor.Id.Text, IdempotencyKey(request))}";
        await sender.Send([new(queue, key, TypeOf(body), body, Properties(@case, actor))], stopping);
        return Accepted(request, @case, key);
    }

    public static async Task<ReadOnlyMemory<byte>> Body(HttpRequest request, CancellationToken stopping)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, stopping);
        return body.ToArray();
    }

    /// <summary>The caller's own key; one made here where the caller sends none, who then cannot safely repeat the request.</summary>
    /// <exception cref="InvalidMessageException">Too long.</exception>
    public static string IdempotencyKey(HttpRequest request)
    {
        var key = request.Headers[IdempotencyHeader].ToString();
        return key.Length > LongestIdempotencyKey
            ? throw new InvalidMessageException(IdempotencyHeader, $"must not be longer than {LongestIdempotencyKey} characters")
            : key.Length > 0 ? key : Guid.NewGuid().ToString("N");
    }

    public static IReadOnlyDictionary<string, string> Properties(CaseId id, Actor by) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [MessageProperties.Case] = id.Text,
        [MessageProperties.ActorKind] = Words.Kebab(by.Kind),
        [MessageProperties.Actor] = by.Id.Text,
    };

    public static string StatusPath(CaseId id, string key) => $"/api/cases/{id}/commands/{key}";

    public static Actor ActorOf(Principal principal) => principal.Role switch
    {
        Role.Upstream => new(ActorKind.Upstream, Code.Parse(principal.Id)),
        Role.CustomerChannel => Actor.Customer,
        Role.Fulfilment => new(ActorKind.Fulfilment, Code.Parse(principal.Id)),
        Role.Reviewer => Actor.Reviewer(Code.Parse(principal.Id)),
        _ => new(ActorKind.Operator, Code.Parse(principal.Id)),
    };

    private async Task<IActionResult> Answered(
        HttpRequest request, IReadOnlyCollection<Role> roles, Func<Principal, Task<IActionResult>> answer, CancellationToken stopping)
    {
        if (await principals.Authenticate(request, stopping) is not { } principal)
        {
            return Problems.Unauthenticated(principals.HowToSignIn);
        }

        if (!roles.Contains(principal.Role))
        {
            return Problems.Forbidden($"This needs the role {string.Join(" or ", roles.Select(Words.Kebab))}; the sender has the role {Words.Kebab(principal.Role)}.");
        }

        try
        {
            return await answer(principal);
        }
        catch (InvalidMessageException e)
        {
            return Problems.Invalid(e);
        }
        catch (MessageTooLargeException)
        {
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "Too large", "The queue does not take a message of this size. Send a shorter one.");
        }
        catch (Exception e) when (e is StoreUnavailableException or SendFailedException)
        {
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "Not now", "The store or the queue could not be reached. Send the same request again.");
        }
    }

    private static AcceptedResult Accepted(HttpRequest request, CaseId id, string key)
    {
        var status = StatusPath(id, key);
        request.HttpContext.Response.Headers.RetryAfter = "1";
        return new(status, new { @case = id.Text, status });
    }

    private static string TypeOf(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("type").GetString()!;
    }
}

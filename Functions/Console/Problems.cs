using Escalation.Functions.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Escalation.Functions.Console;

/// <summary>Answers that say what is wrong and what would be right, as problem details (RFC 9457).</summary>
public static class Problems
{
    private const string ContentType = "application/problem+json";

    /// <param name="howToSignIn">What would be right at this host.</param>
    public static IActionResult Unauthenticated(string howToSignIn) => Of(StatusCodes.Status401Unauthorized, "Who are you?", howToSignIn);

    public static IActionResult Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, "Not for this role", detail);

    public static IActionResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "Not found", detail);

    public static IActionResult Of(int status, string title, string detail) => Result(new() { Status = status, Title = title, Detail = detail });

    /// <summary>Names every field that is wrong, and the rule it breaks.</summary>
    public static IActionResult Invalid(InvalidMessageException invalid) => Result(Details(invalid));

    public static ProblemDetails Details(InvalidMessageException invalid) => new()
    {
        Status = StatusCodes.Status422UnprocessableEntity,
        Title = "What was sent cannot be used",
        Detail = invalid.Message,
        Extensions = { ["errors"] = invalid.Errors.Select(e => new { field = e.Field, problem = e.Problem }).ToArray() },
    };

    private static ObjectResult Result(ProblemDetails details) => new(details) { StatusCode = details.Status, ContentTypes = { ContentType } };
}

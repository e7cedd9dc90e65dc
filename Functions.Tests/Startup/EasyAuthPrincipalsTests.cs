using System.Text;
using System.Text.Json;
using Escalation.Domain.Values;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Tests.Startup;

public sealed class EasyAuthPrincipalsTests
{
    private const string LongRoleType = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    private static readonly PeopleFile People = new(
        [
            new(Code.Parse("anna"), Code.Parse("l1"), "anna@company.example"),
            new(Code.Parse("bert"), Code.Parse("l2"), "shared@company.example"),
            new(Code.Parse("cleo"), Code.Parse("l2"), "shared@company.example"),
        ],
        null);

    private readonly LogLines _log = new();

    [Theory]
    [InlineData("upstream", Role.Upstream)]
    [InlineData("customer-channel", Role.CustomerChannel)]
    [InlineData("fulfilment", Role.Fulfilment)]
    [InlineData("operator", Role.Operator)]
    public async Task A_system_is_known_by_its_app_role(string name, Role role) =>
        Assert.Equal(new Principal(role, name), await Who(Token([("roles", name)])));

    [Theory]
    [InlineData("anna")]
    [InlineData("Anna@company.example")]
    public async Task A_reviewer_is_known_by_id_or_address_in_people(string name) =>
        Assert.Equal(new Principal(Role.Reviewer, "anna"), await Who(Token([("roles", "reviewer"), ("preferred_username", name)])));

    [Fact]
    public async Task Roles_may_come_under_the_name_that_the_token_gives_them() =>
        Assert.Equal(Role.Operator, (await Who(Token([(LongRoleType, "operator")], LongRoleType)))?.Role);

    [Fact]
    public async Task While_authentication_is_off_nobody_is_believed() =>
        Assert.Null(await Who(Token([("roles", "operator")]), authenticationOn: false));

    [Fact]
    public async Task A_header_that_is_not_believed_is_logged_for_the_operators()
    {
        await Who(Token([("roles", "operator")]), authenticationOn: false);

        Assert.Contains("authentication is off", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_header_it_is_nobody() => Assert.Null(await Who());

    /// <summary>There are no keys on Azure.</summary>
    [Fact]
    public async Task Who_is_nobody_is_told_which_token_to_send()
    {
        using var loggers = new LoggerFactory([_log]);
        using var traces = new Traces(new("nobody"));
        var principals = new EasyAuthPrincipals(true, "preferred_username", People, loggers.CreateLogger<EasyAuthPrincipals>());
        var doors = new Doors(principals, new(new NoSender(), TimeProvider.System), traces);

        var answer = await doors.Answer(new DefaultHttpContext().Request, [Role.Operator], _ => throw new InvalidOperationException(), CancellationToken.None);

        Assert.Equal(
            "Send the header 'Authorization: Bearer <token>' with an Entra ID access token for this app. It must hold exactly one of the app roles upstream, "
            + "customer-channel, fulfilment, operator, reviewer; a reviewer's must also name somebody in people.yaml by the claim 'preferred_username'.",
            Assert.IsType<ProblemDetails>(Assert.IsType<ObjectResult>(answer).Value).Detail);
    }

    [Fact]
    public async Task Two_headers_are_not_believed() => Assert.Null(await Who(Token([("roles", "operator")]), Token([("roles", "reviewer")])));

    [Theory]
    [InlineData("no base64!")]
    [InlineData("bm8ganNvbg==")]
    [InlineData("bnVsbA==")]
    [InlineData("e30=")]
    [InlineData("eyJjbGFpbXMiOltudWxsXX0=")]
    [InlineData("")]
    public async Task What_cannot_be_read_is_nobody(string header) => Assert.Null(await Who(header));

    [Fact]
    public async Task Somebody_without_a_role_is_nobody() => Assert.Null(await Who(Token([("preferred_username", "anna")])));

    [Fact]
    public async Task A_role_that_is_none_of_ours_is_no_role() => Assert.Null(await Who(Token([("roles", "Administrator"), ("roles", "4")])));

    [Fact]
    public async Task Somebody_with_two_roles_is_refused_since_no_one_may_choose() =>
        Assert.Null(await Who(Token([("roles", "reviewer"), ("roles", "operator"), ("preferred_username", "anna")])));

    [Theory]
    [InlineData("dora")]
    [InlineData("shared@company.example")]
    public async Task A_reviewer_who_is_not_exactly_one_of_the_people_is_refused(string name) =>
        Assert.Null(await Who(Token([("roles", "reviewer"), ("preferred_username", name)])));

    [Fact]
    public async Task A_reviewer_whom_two_claims_name_is_refused() =>
        Assert.Null(await Who(Token([("roles", "reviewer"), ("preferred_username", "anna"), ("preferred_username", "bert")])));

    [Fact]
    public async Task Another_claim_names_nobody() => Assert.Null(await Who(Token([("roles", "reviewer"), ("name", "anna")])));

    [Fact]
    public async Task The_log_names_no_person()
    {
        await Who(Token([("roles", "reviewer"), ("preferred_username", "dora@company.example")]));

        Assert.DoesNotContain("dora", _log.Text, StringComparison.Ordinal);
    }

    private Task<Principal?> Who(params string[] headers) => Who(headers, authenticationOn: true);

    private Task<Principal?> Who(string header, bool authenticationOn) => Who([header], authenticationOn);

    private async Task<Principal?> Who(string[] headers, bool authenticationOn)
    {
        using var loggers = new LoggerFactory([_log]);
        var request = new DefaultHttpContext().Request;
        request.Headers[EasyAuthPrincipals.Header] = headers;
        var principals = new EasyAuthPrincipals(authenticationOn, "preferred_username", People, loggers.CreateLogger<EasyAuthPrincipals>());
        return await principals.Authenticate(request, CancellationToken.None);
    }

    private static string Token((string Type, string Value)[] claims, string roleType = "roles") => Convert.ToBase64String(
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            auth_typ = "aad",
            claims = claims.Select(claim => new { typ = claim.Type, val = claim.Value }),
            name_typ = "name",
            role_typ = roleType,
        })));

    private sealed class NoSender : ISender
    {
        public Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping) => throw new InvalidOperationException("Nobody may send.");
    }
}

using Escalation.Domain.Cases;
using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

/// <summary>Reads <c>{"type":"reroute","review":1,"team":"cards","reason":"..."}</c>, with a team, a category or both (R33).</summary>
internal static class RerouteFields
{
    private const int LongestCode = 200;

    public static Command.Reroute Read(JsonFields fields, int longestReason)
    {
        var (team, category) = (Code(fields, "team"), Code(fields, "category"));
        if (!fields.Has("team") && !fields.Has("category"))
        {
            fields.Fail("team", "is missing; name the team, the category or both to which the case belongs");
        }

        return new(fields.Whole("review", 1), team, category, fields.Text("reason", longestReason));
    }

    private static Code? Code(JsonFields fields, string name)
    {
        if (fields.OptionalText(name, LongestCode) is not { } text)
        {
            return null;
        }

        if (!Domain.Values.Code.TryParse(text, out var code))
        {
            fields.Fail(name, $"is not a code: {Domain.Values.Code.Rule}");
        }

        return code;
    }
}

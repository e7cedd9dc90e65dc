using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Policies;

/// <summary>Reads what the policy says of one kind of complaint.</summary>
internal static class CategoryReader
{
    internal const string WindowRule = "is not a period of the calendar, such as 24 months, 2 years or 90 days";

    public static Category Read(YamlMap map, RemedyReader remedies)
    {
        var category = new Category(
            PolicyReader.Code(map, "id"),
            map.Text("title"),
            map.Has("team") ? PolicyReader.Code(map, "team") : null,
            map.Parse<Cause>("presumedCause", Words.TryParse, $"is not a cause; causes are {Words.List<Cause>()}"),
            map.Maps("options").Select(remedies.Remedy).OfType<Remedy>().ToValueList())
        {
            GroupOptions = map.OptionalMap("groupOptions") is { } groups ? GroupOptions(groups, remedies) : [],
            Remedies = PolicyReader.Each<RemedyKind>(map, "remedies", "kind of remedy", "kinds"),
            ClaimWindow = map.ParseOr<ClaimWindow>("claimWindow", Periods.TryClaimWindow, WindowRule, null),
            SelfService = map.OptionalMap("selfService") is { } reference ? SelfServiceReader.Read(reference) : null,
        };
        map.EndOfFields();
        return category;
    }

    /// <summary>A mapping of groups to their options.</summary>
    private static ValueList<GroupOptions> GroupOptions(YamlMap map, RemedyReader remedies)
    {
        var options = new List<GroupOptions>();
        foreach (var name in map.Names.ToList())
        {
            var each = map.Maps(name).Select(remedies.Remedy).OfType<Remedy>().ToValueList();
            if (Code.TryParse(name, out var group))
            {
                options.Add(new(group, each));
            }
            else
            {
                map.Fail(name, $"stands for a group of customers, and '{name}' {PolicyReader.CodeRule}");
            }
        }

        return options.ToValueList();
    }
}

/// <summary>Reads where customers help themselves (R26).</summary>
internal static class SelfServiceReader
{
    private const int Longest = 200;

    public static SelfServiceReference Read(YamlMap map)
    {
        var reference = new SelfServiceReference(
            map.ParseOr<Uri>("page", TryPage, "is not an http or https address", null),
            Short(map, "email"),
            Short(map, "phone"));
        if (reference.Email is { } email && (email.Contains(' ', StringComparison.Ordinal) || !email.Trim('@').Contains('@', StringComparison.Ordinal)))
        {
            map.Fail("email", $"'{email}' is not an e-mail address");
        }

        map.EndOfFields();
        if (reference is (null, null, null) && !map.HasErrors)
        {
            map.Fail(null, "needs a page, an email or a phone", "missing");
        }

        return reference;
    }

    private static string? Short(YamlMap map, string name)
    {
        var text = map.OptionalText(name);
        if (text is { Length: 0 or > Longest })
        {
            map.Fail(name, $"must have 1 to {Longest} characters");
        }

        return text;
    }

    private static bool TryPage(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? page) =>
        Uri.TryCreate(text, UriKind.Absolute, out page) && page.Scheme is ("http" or "https") && text.Length <= Longest;
}

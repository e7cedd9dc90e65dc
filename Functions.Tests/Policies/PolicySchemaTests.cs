using System.Text.Json.Nodes;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Policies;

/// <summary>What editors are told of a policy is what the reader reads.</summary>
public sealed class PolicySchemaTests
{
    private static readonly EditorSchema s_policy = EditorSchema.Read(Sample("policy.schema.json"));
    private static readonly EditorSchema s_people = EditorSchema.Read(Sample("people.schema.json"));

    /// <summary>A regime in a file of its own: the samples that ship with theirs beside them have it within.</summary>
    private const string RegimeInAFile = TestPolicy.Yaml + """

        legal:
          - { file: law.yaml }
        files:
          law.yaml: "{ id: law, title: A law, steps: [{ id: answer, within: 8 weeks, until: answer, source: a page, read: 2026-11-24 }] }"
        """;

    public static TheoryData<string> Policies() => [.. SamplePolicies.All];

    public static TheoryData<string> Peoples() => [.. SamplePolicies.All.Select(SamplePolicies.PeopleOf)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_sample_policy_is_valid(string name) => Assert.Empty(s_policy.Errors(File.ReadAllText(Sample(name))));

    [Theory]
    [MemberData(nameof(Peoples))]
    public void A_sample_of_people_is_valid(string name) => Assert.Empty(s_people.Errors(File.ReadAllText(Sample(name))));

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_sample_names_the_schema_beside_it(string name)
    {
        var first = File.ReadLines(Sample(name)).First();

        Assert.True(File.Exists(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Sample(name))!, first.Split("$schema=")[1])), first);
    }

    [Theory]
    [InlineData("currency: USD ", "colour: USD ")]
    [InlineData("discount: 10\n", "discount: 110\n")]
    [InlineData("redo: 1\n", "redo: once\n")]
    [InlineData("self-service: yes\n", "self-service: perhaps\n")]
    [InlineData("claimWithin: 4h ", "claimWithin: soon ")]
    [InlineData("title: A mortgage", "heading: A mortgage")]
    [InlineData("presumedCause: defect", "presumedCause: bad luck")]
    [InlineData("then: escalate\n", "then: shrug\n")]
    [InlineData("{ escalate: l2 }", "{ escalates: l2 }")]
    [InlineData("asked: nothing", "asked: revenge")]
    [InlineData("monday-friday: 09:00-17:30", "monday-friday: nine to five")]
    public void What_the_reader_refuses_an_editor_shows(string right, string wrong)
    {
        var text = SamplePolicies.Read("policy.yaml");
        var changed = text.Replace(right, wrong, StringComparison.Ordinal);

        Assert.NotEqual(text, changed);
        Assert.NotEmpty(PolicyReader.Examine(changed).Errors);
        Assert.NotEmpty(s_policy.Errors(changed));
    }

    /// <summary>Whoever adds a field to the reader adds it to the schema, and to a sample that uses its section.</summary>
    [Fact]
    public void The_schema_knows_the_fields_that_the_reader_knows_and_no_others() => AssertSame(s_policy, closed =>
    {
        foreach (var text in SamplePolicies.All.Select(SamplePolicies.Read).Append(RegimeInAFile))
        {
            Assert.Empty(PolicyReader.Examine(text, closed).Errors);
        }
    });

    [Fact]
    public void The_schema_of_people_knows_the_fields_that_the_reader_knows_and_no_others() => AssertSame(s_people, closed =>
    {
        foreach (var name in SamplePolicies.All)
        {
            var levels = PolicyReader.Read(SamplePolicies.Read(name), name).Levels.Select(level => level.Id).ToList();
            PeopleReader.Read(File.ReadAllText(Sample(SamplePolicies.PeopleOf(name))), name, levels, closed: closed);
        }
    });

    [Fact]
    public void The_names_of_a_list_are_those_of_the_program()
    {
        AssertNames<RemedyKind>("kind");
        AssertNames<CaseFlag>("flag");
        AssertNames<CustomerState>("state");
        AssertNames<Channel>("channel");
        Assert.Equal(RuleReader.Questions, Names(s_policy.Root["$defs"]!["question"]));
        AssertNames<Strictness>("strictness");
        Assert.Equal(Enum.GetValues<Likeness>().Select(Words.Kebab), Names(s_policy.Root["properties"]!["repeat"]!["properties"]!["same"]));
        Assert.Equal(Enum.GetValues<Cause>().Select(Words.Kebab), Names(s_policy.Root["$defs"]!["category"]!["properties"]!["presumedCause"]));
        Assert.Equal(Enum.GetValues<AmountCondition>().Select(Words.Kebab), Names(s_policy.Root["$defs"]!["when"]!["properties"]!["amount"]));
        Assert.Equal(Enum.GetValues<CumulativeParty>().Select(Words.Kebab), Names(s_policy.Root["$defs"]!["cumulative"]!["properties"]!["per"]));
    }

    private static void AssertNames<T>(string definition) where T : struct, Enum =>
        Assert.Equal(Enum.GetValues<T>().Select(Words.Kebab), Names(s_policy.Root["$defs"]![definition]));

    private static IEnumerable<string> Names(JsonNode? node) => node!["enum"]!.AsArray().Select(name => name!.GetValue<string>());

    private static void AssertSame(EditorSchema schema, Action<Action<string, IReadOnlySet<string>>> read)
    {
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        var met = new HashSet<JsonObject>();
        read((path, known) =>
        {
            var nearest = schema.MappingsAt(path).MinBy(mapping => EditorSchema.NamesOf(mapping).Except(known).Count() + known.Except(EditorSchema.NamesOf(mapping)).Count());
            var names = nearest is null ? new HashSet<string>(StringComparer.Ordinal) : EditorSchema.NamesOf(nearest);
            problems.UnionWith(known.Except(names).Select(name => $"The schema lacks '{name}' at '{path}'."));
            problems.UnionWith(names.Except(known).Select(name => $"The reader does not know '{name}' at '{path}'."));
            if (nearest is not null)
            {
                met.Add(nearest);
            }
        });
        problems.UnionWith(schema.Mappings().Where(mapping => !met.Contains(mapping)).Select(mapping => $"No sample has the mapping {mapping.GetPath()}."));
        Assert.Empty(problems);
    }

    private static string Sample(string name) => SamplePolicies.PathOf(name);
}

/// <summary>The policies that travel with the program.</summary>
internal static class SamplePolicies
{
    public static IReadOnlyList<string> All { get; } = ["policy.yaml", "policies/small-shop.yaml", "policies/bank.yaml", "policies/municipality.yaml"];

    public static string PeopleOf(string policy) => policy == "policy.yaml" ? "people.yaml" : policy.Replace(".yaml", ".people.yaml", StringComparison.Ordinal);

    /// <summary>A policy with the files that it names.</summary>
    public static string Read(string name) =>
        PolicyText.WithFiles(File.ReadAllText(PathOf(name)), name, named => File.ReadAllText(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(PathOf(name))!, named)));

    public static string PathOf(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "samples", name);
}

using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using Escalation.Domain.Deciding;
using Escalation.Functions.Intake;
using Escalation.Local.Host;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Escalation.Functions.Tests;

/// <summary>The floors of Domain, the rooms of Functions and of Local: a folder uses the folders below it and none above it.
/// The namespace of a type is its folder, so the compiled assemblies show which folder uses which.</summary>
public sealed class HouseTests
{
    /// <summary>Rooms on one line stand side by side.</summary>
    private static readonly string[][] s_domain =
        [["Letters"], ["Deciding"], ["Cases"], ["Policies"], ["Language"], ["Complaints"], ["Calendars"], ["Values"]];

    private static readonly string[][] s_functions =
    [
        ["Startup"], ["Intake", "Authority", "Review", "FollowUp", "Notify", "Console"], ["Audit", "Parked"], ["Path"], ["Policies"],
        ["Store", "Tables", "Bus"], ["Messages"], ["Telemetry"],
    ];

    private static readonly string[][] s_local = [["Verbs"], ["Bus", "Sqlite"], ["Host"]];

    private static readonly Architecture s_architecture =
        new ArchLoader().LoadAssemblies(typeof(Decider).Assembly, typeof(IntakeFunction).Assembly, typeof(LocalHost).Assembly).Build();

    public static TheoryData<string, string, string> RoomsAbove()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var (project, house) in new[] { ("Domain", s_domain), ("Functions", s_functions), ("Local", s_local) })
        {
            for (var floor = 1; floor < house.Length; floor++)
            {
                foreach (var room in house[floor])
                {
                    rows.Add(project, room, string.Join('|', house[..floor].SelectMany(above => above)));
                }
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(RoomsAbove))]
    public void A_room_uses_none_above_it(string project, string room, string above) =>
        Types().That().ResideInNamespaceMatching($@"^Escalation\.{project}\.{room}($|\.)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^Escalation\.{project}\.({above})($|\.)"))
            .WithoutRequiringPositiveResults()
            .Check(s_architecture);

    [Theory]
    [InlineData("Domain")]
    [InlineData("Functions")]
    [InlineData("Local")]
    public void No_folders_use_each_other_in_a_circle(string project) =>
        SliceRuleDefinition.Slices().Matching($"Escalation.{project}.(**)").Should().BeFreeOfCycles().Check(s_architecture);

    [Theory]
    [InlineData("Domain")]
    [InlineData("Functions")]
    [InlineData("Local")]
    public void Every_type_lives_in_a_room_of_the_design(string project)
    {
        var rooms = (project switch { "Domain" => s_domain, "Functions" => s_functions, _ => s_local }).SelectMany(floor => floor);
        var known = new Regex($@"^Escalation\.{project}\.({string.Join('|', rooms)})($|\.)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.Empty(s_architecture.Types
            .Where(type => type.Namespace.FullName.StartsWith($"Escalation.{project}", StringComparison.Ordinal) && !known.IsMatch(type.Namespace.FullName))
            .Select(type => type.FullName));
    }

    /// <summary>A deep folder counts too: the stages of deciding are drafted alike, and only the switch on top knows all of them.</summary>
    [Fact]
    public void Drafting_knows_no_stage() =>
        Types().That().ResideInNamespaceMatching(@"^Escalation\.Domain\.Deciding\.Drafting$")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^Escalation\.Domain\.Deciding($|\.(?!Drafting))"))
            .Check(s_architecture);
}

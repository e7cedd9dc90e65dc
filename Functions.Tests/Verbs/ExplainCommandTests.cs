using System.Text;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Domain;
using Escalation.Local.Sqlite;

namespace Escalation.Functions.Tests.Verbs;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_decision_of_a_case_is_told_as_one_json_document()
    {
        await Write(Decided);

        var (exit, output, _) = await Explain(RandomLife.Id.Text, "--json");

        var decisions = JsonNode.Parse(output)!["decisions"]!.AsArray();
        Assert.Equal((0, "tests"), (exit, decisions[0]!["policyName"]!.GetValue<string>()));
        Assert.Contains(decisions, decision => decision!["kind"]!.GetValue<string>() == "granted");
    }

    [Fact]
    public async Task A_person_reads_it_in_sentences()
    {
        await Write(Decided);

        var (exit, output, _) = await Explain(RandomLife.Id.Text.ToLowerInvariant());

        Assert.Equal(0, exit);
        Assert.Contains("The policy is \"tests\"", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "'nonsense' is not a case number, such as K7QF-2M9D-XW3T-8HVN.")]
    [InlineData("0000-0000-0000-0000", "There is no case with the number 0000-0000-0000-0000.")]
    public async Task What_is_not_there_is_told_in_a_sentence(string id, string error)
    {
        await Write(Decided);

        var (exit, output, errors) = await Explain(id);

        Assert.Equal((2, "", error), (exit, output, errors.Trim()));
    }

    /// <summary>A life in which something was granted.</summary>
    private static RandomLife Decided { get; } =
        RandomLife.Same(50).First(life => life.Log.Any(recorded => recorded.Event is Event.RemedyGranted));

    private Task<(int ExitCode, string Output, string Errors)> Explain(params string[] arguments) =>
        ProgramRun.ToEnd(["explain", .. arguments, "--data", _folder.Path]);

    private async Task Write(RandomLife life)
    {
        await using var file = SqliteFile.Open(_folder.Path);
        var store = new SqliteStore(file);
        await store.Transact(TableNames.Policies, RandomLife.ItsPolicy.Hash.Text, [new RowChange.Add("yaml", Encoding.UTF8.GetBytes(TestPolicy.Yaml))], default);
        foreach (var part in life.Log.Select(recorded => (RowChange)new RowChange.Add(CaseStore.EventKey(recorded.Number), CaseFormat.Write(recorded))).Chunk(50))
        {
            await store.Transact(TableNames.Cases, RandomLife.Id.Text, part, default);
        }
    }
}

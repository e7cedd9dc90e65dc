using System.Reflection;
using Azure.Data.Tables;
using Escalation.Functions.Tests.Contracts.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Escalation.Functions.Tests.Contracts.Published;

/// <summary>The stand-ins declare nothing that the published packages do not have in the very same form.</summary>
/// <remarks>The lists were copied from the packages' published API listings and sources. Built with the real packages, the tests show instead
/// that these still have everything on the lists.</remarks>
public sealed class PublishedApiTests
{
    private static readonly Assembly[] s_tested =
    [
        .. new[]
        {
            typeof(TableClient), typeof(FunctionAttribute), typeof(BindingAttribute), typeof(ServiceBusTriggerAttribute),
            typeof(TimerTriggerAttribute), typeof(HttpTriggerAttribute),
        }.Select(type => type.Assembly).Distinct(),
    ];

    private const string Tables = "Azure.Data.Tables";
    private const string Worker = "Microsoft.Azure.Functions.Worker";

    /// <summary>A list, and the namespace that it lists with those beneath it.</summary>
    public static TheoryData<string, string> Lists => new()
    {
        { "azure-data-tables", Tables },
        { "azure-functions-worker", Worker },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Nothing_is_declared_that_is_not_published(string list, string root)
    {
        if (IsStandIn)
        {
            None(Declared(root).Except(Published(list)));
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Everything_on_the_list_is_declared(string list, string root) => None(Published(list).Except(Declared(root)));

    [Fact]
    public void Every_stand_in_is_on_a_list()
    {
        Assert.All(
            IsStandIn ? s_tested.SelectMany(assembly => assembly.GetExportedTypes()) : [],
            type => Assert.True(IsIn(type, Tables) || IsIn(type, Worker), type.FullName));
    }

    private static void None(IEnumerable<string> lines) => Assert.Equal("", string.Join('\n', lines));

    private static bool IsStandIn => s_tested is [{ } only] && only.GetName().Name == "Escalation.Compat";

    private static IEnumerable<string> Published(string list) =>
        File.ReadLines(System.IO.Path.Combine(Npm.Folder, "Contracts", "Published", $"{list}.txt")).Where(line => line is not ("" or ['#', ..]));

    private static string[] Declared(string root) =>
        [.. s_tested.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => IsIn(type, root)).SelectMany(Signatures.Of).Order(StringComparer.Ordinal)];

    private static bool IsIn(Type type, string root) => type.Namespace == root || type.Namespace?.StartsWith($"{root}.", StringComparison.Ordinal) == true;
}

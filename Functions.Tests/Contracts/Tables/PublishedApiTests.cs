using System.Reflection;
using Azure.Data.Tables;

namespace Escalation.Functions.Tests.Contracts.Tables;

/// <summary>The stand-in declares nothing that the published Azure.Data.Tables does not have in the very same form.</summary>
/// <remarks>The list was copied from the package's published API listing. Built with the real package, the test shows instead
/// that the package still has everything on the list.</remarks>
public sealed class PublishedApiTests
{
    private static readonly Assembly Tested = typeof(TableClient).Assembly;

    [Fact]
    public void Nothing_is_declared_that_is_not_published()
    {
        if (IsStandIn)
        {
            None(Declared().Except(Published()));
        }
    }

    [Fact]
    public void Everything_on_the_list_is_declared() => None(Published().Except(Declared()));

    private static void None(IEnumerable<string> lines) => Assert.Equal("", string.Join('\n', lines));

    private static bool IsStandIn => !string.Equals(Tested.GetName().Name, "Azure.Data.Tables", StringComparison.Ordinal);

    private static IEnumerable<string> Published() =>
        File.ReadLines(Path.Combine(Npm.Folder, "Contracts", "Tables", "azure-data-tables.txt")).Where(line => line is not ("" or ['#', ..]));

    private static string[] Declared() =>
        [.. Tested.GetExportedTypes()
            .Where(type => type.Namespace is "Azure.Data.Tables" or "Azure.Data.Tables.Models")
            .SelectMany(Signatures.Of)
            .Order(StringComparer.Ordinal)];
}

using System.Globalization;

namespace Escalation.Functions.Tests.Cost;

/// <summary>What a case's whole life was counted to take.</summary>
/// <param name="Messages">Sent to queues and topics.</param>
/// <param name="Executions">Of functions: a message taken, or a request to a door. What others take is not among them.</param>
/// <param name="Requests">To Table Storage.</param>
/// <param name="Bytes">Left in Table Storage at the end, as the service counts them.</param>
internal sealed record Counted(int Messages, int Executions, int Requests, long Bytes)
{
    /// <summary>A message costs its sender one and its receiver one.</summary>
    public int Credits => 2 * Messages;

    /// <summary>Sending, receiving under a lock and completing a message of up to 64 KB.</summary>
    public int Operations => 3 * Messages;

    /// <summary>At which a Standard namespace has no credits left.</summary>
    public decimal MostCasesASecond => PriceList.StandardCredits / Credits;

    /// <summary>As docs/cost.md tells it.</summary>
    public string Row(string path) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {path} | {Messages} | {Credits} | {Operations} | {Executions} | {Requests} | {Bytes / 1_024m:0} KiB | {Math.Floor(MostCasesASecond)} |");
}

/// <summary>List prices in US dollars, pay as you go. docs/cost.md says where they were found and of which day they are.</summary>
internal static class PriceList
{
    /// <summary>Credits a second of a Standard namespace.</summary>
    public const decimal StandardCredits = 1_000;

    private const decimal HoursInMonth = 730;
    private const decimal Million = 1_000_000;

    /// <summary>Service Bus Standard for a month.</summary>
    public static decimal ServiceBus(decimal operations) =>
        (0.0135m * HoursInMonth)
        + (0.80m * Between(operations, 13 * Million, 100 * Million) / Million)
        + (0.50m * Between(operations, 100 * Million, 2_500 * Million) / Million)
        + (0.20m * Between(operations, 2_500 * Million, decimal.MaxValue) / Million);

    /// <summary>Requests to Table Storage, locally redundant.</summary>
    public static decimal Requests(decimal requests) => 0.00036m * requests / 10_000;

    /// <summary>A month of room in Table Storage, locally redundant.</summary>
    public static decimal Stored(decimal bytes) => 0.045m * bytes / (1_024 * 1_024 * 1_024);

    /// <summary>Functions on Flex Consumption for a month, after the free grant.</summary>
    public static decimal Functions(decimal executions, decimal gigabyteSeconds) =>
        (0.40m * Math.Max(0, executions - 250_000) / Million) + (0.000026m * Math.Max(0, gigabyteSeconds - 100_000));

    private static decimal Between(decimal amount, decimal from, decimal to) => Math.Max(0, Math.Min(amount, to) - from);
}

using System.Globalization;

namespace Escalation.Functions.Tests.Cost;

/// <summary>What so many complaints a month cost, when all of them go the same way.</summary>
internal sealed record MonthlyBill(decimal ServiceBus, decimal Requests, decimal Stored, decimal FunctionsAtBest, decimal FunctionsAtWorst)
{
    /// <summary>How long cases are kept.</summary>
    private const int Months = 12;

    /// <summary>The memory of an instance, and the least time that an execution is billed for.</summary>
    private const decimal GigabyteSeconds = 2;

    /// <summary>As many as an instance takes from a queue at once (host.json): they share what the instance costs.</summary>
    private const decimal AtOnce = 16;

    public static MonthlyBill Of(Counted counted, decimal complaints, decimal background)
    {
        var executions = complaints * counted.Executions;
        return new(
            PriceList.ServiceBus(complaints * counted.Operations),
            PriceList.Requests((complaints * counted.Requests) + background),
            PriceList.Stored(complaints * Months * counted.Bytes),
            PriceList.Functions(executions, executions * GigabyteSeconds / AtOnce),
            PriceList.Functions(executions, executions * GigabyteSeconds));
    }

    public string Row(decimal complaints) =>
        string.Create(CultureInfo.InvariantCulture, $"| {complaints:N0} | {Dollars(ServiceBus)} | {Dollars(Requests)} | {Dollars(Stored)} | {Dollars(FunctionsAtBest)} to {Dollars(FunctionsAtWorst)} |");

    private static string Dollars(decimal amount) => amount.ToString(amount < 100 ? "0.00" : "N0", CultureInfo.InvariantCulture);
}

namespace Escalation.Functions.Store;

/// <summary>The tables, each named once.</summary>
public static class TableNames
{
    /// <summary>The only truth: snapshot, events, texts and handled messages of each case, one partition a case.</summary>
    public const string Cases = "cases";

    /// <summary>What must be looked at when, in 16 shards.</summary>
    public const string Alarms = "alarms";

    /// <summary>Lists that people read, derived from cases.</summary>
    public const string Views = "views";

    /// <summary>Which cases are one customer's, by codes that do not tell whose.</summary>
    public const string Customers = "customers";

    /// <summary>What was granted to each customer, and by each granter, day by day.</summary>
    public const string Budgets = "budgets";

    /// <summary>Policies by content hash, immutable.</summary>
    public const string Policies = "policies";

    /// <summary>Dead letters, whole, by day.</summary>
    public const string Parked = "parked";

    public static IReadOnlyList<string> All { get; } = [Cases, Alarms, Views, Customers, Budgets, Policies, Parked];
}

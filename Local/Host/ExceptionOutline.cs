namespace Escalation.Local.Host;

/// <summary>What may be logged of an exception: types and places. Its message may quote a customer.</summary>
internal static class ExceptionOutline
{
    public static string Of(Exception exception)
    {
        var types = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            types.Add(e.GetType().FullName ?? e.GetType().Name);
        }

        return string.Join(" caused by ", types) + Environment.NewLine + exception.StackTrace;
    }
}

using Azure;
using Azure.Data.Tables.Models;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tables;

/// <summary>What the client throws, in the words of <see cref="IStore"/>.</summary>
internal static class TableFailures
{
    private const int NoAnswer = 0;

    /// <summary>Calls the service; whatever keeps it from answering, after the pipeline's retries, is "unavailable".</summary>
    /// <remarks>That includes a refused or missing credential: the message is good, so it has to come again later.</remarks>
    public static async Task<T> Reach<T>(string table, Func<Task<T>> call, CancellationToken stopping)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException e) when (e.Status is 400 or 413)
        {
            throw new ArgumentException($"Table Storage does not take this: {e.Status} {e.ErrorCode}.", e);
        }
        catch (RequestFailedException e) when (e.ErrorCode is { } code && code == TableErrorCode.TableNotFound)
        {
            throw Missing(table, e);
        }
        catch (RequestFailedException e) when (e.Status != NoAnswer && Conflict(e) is null)
        {
            throw new StoreUnavailableException($"Table Storage answered {e.Status} {e.ErrorCode}.", e);
        }
        catch (Exception e) when (BrokeOnTheWay(e, stopping))
        {
            throw new StoreUnavailableException("Table Storage could not be reached.", e);
        }
    }

    /// <summary>Which state refused a change; null when it was something else that failed.</summary>
    public static StoreConflict? Conflict(RequestFailedException failure) =>
        failure.Status switch
        {
            409 when failure.ErrorCode is { } code && code == TableErrorCode.EntityAlreadyExists => StoreConflict.Exists,
            412 => StoreConflict.Changed,
            404 when failure.ErrorCode is not { } code || code != TableErrorCode.TableNotFound => StoreConflict.Missing,
            _ => null,
        };

    /// <summary>A missing entity and a missing table are both 404: the second is no empty answer.</summary>
    /// <exception cref="StoreUnavailableException">The table is not there.</exception>
    public static void RefuseMissingTable(string table, Response response)
    {
        var code = TableErrorCode.TableNotFound.ToString();
        if (response.Status == 404 && response.ContentStream is not null && response.Content.ToString().Contains(code, StringComparison.Ordinal))
        {
            throw Missing(table, inner: null);
        }
    }

    private static StoreUnavailableException Missing(string table, Exception? inner) =>
        new($"The table '{table}' is not there. On Azure infra/ makes it; 'serve' makes it when it starts.", inner);

    /// <summary>A credential's failure has no common type, so only what is surely a fault of ours, or the host stopping, passes.</summary>
    private static bool BrokeOnTheWay(Exception e, CancellationToken stopping) =>
        e is not (RequestFailedException { Status: not NoAnswer } or ArgumentException or InvalidOperationException or NotSupportedException or NullReferenceException)
        && !(e is OperationCanceledException && stopping.IsCancellationRequested);
}

using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Local.Host;

/// <summary>Runs one function: a scope and an instance of its class for each call, as the worker does.</summary>
internal sealed class FunctionInvoker
{
    private readonly IServiceScopeFactory _scopes;
    private readonly FunctionEntry _function;
    private readonly MethodInvoker _method;
    private readonly ParameterInfo[] _parameters;
    private readonly ObjectFactory? _create;
    private readonly PropertyInfo? _result;

    public FunctionInvoker(IServiceScopeFactory scopes, FunctionEntry function)
    {
        _scopes = scopes;
        _function = function;
        _method = MethodInvoker.Create(function.Method);
        _parameters = function.Method.GetParameters();
        _create = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Method.DeclaringType!, Type.EmptyTypes);
        _result = function.Method.ReturnType is { IsGenericType: true } task ? task.GetProperty(nameof(Task<>.Result)) : null;
    }

    public FunctionEntry Function => _function;

    /// <summary>Creates an instance and lets go of it, so that a missing service is found at the start, not by the first message.</summary>
    /// <returns>What is missing; null when nothing is.</returns>
    public async Task<string?> Missing()
    {
        await using var scope = _scopes.CreateAsyncScope();
        try
        {
            await Release(_create?.Invoke(scope.ServiceProvider, null));
            return null;
        }
        catch (InvalidOperationException e)
        {
            return $"{_function.Where} cannot be created: {e.Message}";
        }
    }

    /// <param name="argument">The value for each parameter.</param>
    /// <returns>What the function returned, or its task's result; null for none.</returns>
    public async Task<object?> Invoke(Func<ParameterInfo, object?> argument)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var instance = _create?.Invoke(scope.ServiceProvider, null);
        try
        {
            var returned = _method.Invoke(instance, new Span<object?>(Array.ConvertAll(_parameters, p => argument(p))));
            if (returned is not Task task)
            {
                return returned;
            }

            await task;
            return _result?.GetValue(task);
        }
        finally
        {
            await Release(instance);
        }
    }

    private static async ValueTask Release(object? instance)
    {
        if (instance is IAsyncDisposable later)
        {
            await later.DisposeAsync();
        }
        else if (instance is IDisposable now)
        {
            now.Dispose();
        }
    }
}

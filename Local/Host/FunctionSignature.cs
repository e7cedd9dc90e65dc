using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Escalation.Local.Host;

/// <summary>Reads the trigger of one method and checks that the method fits it.</summary>
internal sealed class FunctionSignature
{
    private readonly string _name;
    private readonly MethodInfo _method;
    private readonly List<string> _errors;

    private FunctionSignature(string name, MethodInfo method, List<string> errors)
    {
        _name = name;
        _method = method;
        _errors = errors;
    }

    /// <returns>Null when something is wrong; what it is was added to <paramref name="errors"/>.</returns>
    public static FunctionEntry? Read(string name, MethodInfo method, List<string> errors)
    {
        var before = errors.Count;
        var entry = new FunctionSignature(name, method, errors).Entry();
        return errors.Count == before ? entry : null;
    }

    private FunctionEntry? Entry()
    {
        CheckMethod();
        var parameters = _method.GetParameters();
        var triggers = parameters
            .SelectMany(p => p.GetCustomAttributes<TriggerBindingAttribute>().Select(t => (Parameter: p, Trigger: t)))
            .ToList();
        if (triggers is not [var (parameter, trigger)])
        {
            Wrong($"has {triggers.Count} triggers; a function has exactly one");
            return null;
        }

        if (parameter.Position != 0)
        {
            Wrong($"has its trigger on parameter '{parameter.Name}'; it belongs on the first one");
        }

        var others = parameters.Where(p => p != parameter).ToList();
        switch (trigger)
        {
            case HttpTriggerAttribute http:
                return Http(http, parameter, others);
            case ServiceBusTriggerAttribute queue:
                return Queue(queue, parameter, others);
            case TimerTriggerAttribute timer:
                return Timer(timer, parameter, others);
            default:
                Wrong($"has the trigger {trigger.GetType().Name}, which this host does not run");
                return null;
        }
    }

    private void CheckMethod()
    {
        if (!_method.IsPublic || _method.DeclaringType is not { IsVisible: true })
        {
            Wrong("is not public; the method and its class have to be");
        }

        if (_method.ContainsGenericParameters)
        {
            Wrong("is generic; neither the method nor its class may be");
        }

        if (!_method.IsStatic && _method.DeclaringType is { IsAbstract: true })
        {
            Wrong("belongs to an abstract class, which cannot be created");
        }

        // Only timers would honour it, and only on Azure; the real generator refuses it elsewhere (AZFW0012).
        if (_method.GetCustomAttributes().Any(IsRetry))
        {
            Wrong("has a retry attribute, which does nothing: failed messages are delivered again by their queue");
        }
    }

    private static bool IsRetry(Attribute attribute)
    {
        var type = attribute.GetType();
        while (type is not null && !string.Equals(type.Name, "RetryAttribute", StringComparison.Ordinal))
        {
            type = type.BaseType;
        }

        return type is not null;
    }

    private HttpFunction? Http(HttpTriggerAttribute trigger, ParameterInfo request, IEnumerable<ParameterInfo> others)
    {
        Expect<HttpRequest>(request);
        if (trigger.AuthLevel != AuthorizationLevel.Anonymous)
        {
            Wrong("asks for a function key, which nobody checks here: use AuthorizationLevel.Anonymous and IPrincipals");
        }

        var result = _method.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>)
            ? task.GetGenericArguments()[0]
            : _method.ReturnType;
        if (!result.IsAssignableTo(typeof(IActionResult)) && !result.IsAssignableTo(typeof(IResult)))
        {
            Wrong($"returns {_method.ReturnType.Name}; an HTTP function returns an IActionResult or IResult, or a task of one");
        }

        var route = (trigger.Route ?? _name).Trim('/');
        if (RouteParameters(route) is not { } names)
        {
            return null;
        }

        foreach (var other in others.Where(o => o.ParameterType != typeof(CancellationToken)))
        {
            if (other.ParameterType != typeof(string) || !names.Contains(other.Name!))
            {
                Wrong($"has the parameter '{other.Name}', which is neither a CancellationToken nor a string named in the route '{route}'");
            }
        }

        return new HttpFunction(_name, _method, route, [.. (trigger.Methods ?? []).Select(m => m.ToUpperInvariant())]);
    }

    private HashSet<string>? RouteParameters(string route)
    {
        try
        {
            return RoutePatternFactory.Parse(route).Parameters.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        }
        catch (RoutePatternException e)
        {
            Wrong($"has the route '{route}', which cannot be read: {e.Message}");
            return null;
        }
    }

    private QueueFunction? Queue(ServiceBusTriggerAttribute trigger, ParameterInfo message, IEnumerable<ParameterInfo> others)
    {
        Expect<ServiceBusReceivedMessage>(message);
        ExpectNoResult();
        foreach (var other in others)
        {
            if (other.ParameterType != typeof(ServiceBusMessageActions) && other.ParameterType != typeof(CancellationToken))
            {
                Wrong($"has the parameter '{other.Name}', which is neither ServiceBusMessageActions nor a CancellationToken");
            }
        }

        // Left out, the attribute says false here, but Azure asks host.json, which says true unless told otherwise.
        var written = message.GetCustomAttributesData()
            .Where(d => d.AttributeType == typeof(ServiceBusTriggerAttribute))
            .SelectMany(d => d.NamedArguments)
            .Any(a => string.Equals(a.MemberName, nameof(trigger.AutoCompleteMessages), StringComparison.Ordinal));
        if (!written)
        {
            Wrong("leaves AutoCompleteMessages out of its trigger; write it down, since its default differs between hosts");
        }

        if (string.IsNullOrEmpty(trigger.QueueName) || IsSetting(trigger.QueueName))
        {
            Wrong($"takes from '{trigger.QueueName}'; name the queue itself, neither a topic nor an app setting");
            return null;
        }

        return new QueueFunction(_name, _method, trigger.QueueName, trigger.AutoCompleteMessages);
    }

    private TimerFunction? Timer(TimerTriggerAttribute trigger, ParameterInfo info, IEnumerable<ParameterInfo> others)
    {
        Expect<TimerInfo>(info);
        ExpectNoResult();
        foreach (var other in others.Where(o => o.ParameterType != typeof(CancellationToken)))
        {
            Wrong($"has the parameter '{other.Name}', which is not a CancellationToken");
        }

        try
        {
            return new TimerFunction(_name, _method, CronSchedule.Parse(trigger.Schedule), trigger.RunOnStartup);
        }
        catch (FormatException e)
        {
            Wrong($"has a schedule that cannot be kept: {e.Message}");
            return null;
        }
    }

    private void Expect<T>(ParameterInfo trigger)
    {
        if (trigger.ParameterType != typeof(T))
        {
            Wrong($"has its trigger on a {trigger.ParameterType.Name}; it belongs on a {typeof(T).Name}");
        }
    }

    private void ExpectNoResult()
    {
        if (_method.ReturnType != typeof(Task))
        {
            Wrong($"returns {_method.ReturnType.Name}; it has to return a Task without a result");
        }
    }

    private static bool IsSetting(string text) => text.Contains('%', StringComparison.Ordinal);

    private void Wrong(string what) => _errors.Add($"{_method.DeclaringType?.FullName}.{_method.Name} {what}.");
}

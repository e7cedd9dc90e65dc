using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Tests.Host;

/// <summary>Assemblies of faulty functions, made at run time: written down in this one they would spoil it for the host's tests.</summary>
internal sealed class EmittedFunctions
{
    private static readonly string[] s_get = ["get"];

    private readonly AssemblyBuilder _assembly =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Emitted"), AssemblyBuilderAccess.Run);

    private readonly ModuleBuilder _module;

    public EmittedFunctions()
    {
        _module = _assembly.DefineDynamicModule("Emitted");
    }

    public Assembly Assembly => _assembly;

    /// <summary>Adds a class of the given name with one function, whose parameters may carry attributes.</summary>
    public EmittedFunctions With(
        string type,
        string name,
        Type returns,
        (Type Type, string Name, CustomAttributeBuilder? Attribute)[] parameters,
        MethodAttributes visibility = MethodAttributes.Public,
        Type? more = null)
    {
        var made = _module.DefineType(type, TypeAttributes.Public | TypeAttributes.Class);
        var method = made.DefineMethod("Run", visibility, returns, Array.ConvertAll(parameters, p => p.Type));
        method.SetCustomAttribute(Attribute(typeof(FunctionAttribute), [name]));
        if (more is not null)
        {
            method.SetCustomAttribute(Attribute(more, []));
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = method.DefineParameter(i + 1, ParameterAttributes.None, parameters[i].Name);
            if (parameters[i].Attribute is { } attribute)
            {
                parameter.SetCustomAttribute(attribute);
            }
        }

        method.GetILGenerator().ThrowException(typeof(NotSupportedException));
        made.CreateType();
        return this;
    }

    public static CustomAttributeBuilder Queue(string queue, bool? autoComplete = false) => autoComplete is { } value
        ? new CustomAttributeBuilder(
            Constructor(typeof(ServiceBusTriggerAttribute), typeof(string)),
            [queue],
            [typeof(ServiceBusTriggerAttribute).GetProperty(nameof(ServiceBusTriggerAttribute.AutoCompleteMessages))!],
            [value])
        : Attribute(typeof(ServiceBusTriggerAttribute), [queue]);

    public static CustomAttributeBuilder Timer(string schedule) => Attribute(typeof(TimerTriggerAttribute), [schedule]);

    public static CustomAttributeBuilder Http(string route, AuthorizationLevel level = AuthorizationLevel.Anonymous) => new(
        Constructor(typeof(HttpTriggerAttribute), typeof(AuthorizationLevel), typeof(string[])),
        [level, s_get],
        [typeof(HttpTriggerAttribute).GetProperty(nameof(HttpTriggerAttribute.Route))!],
        [route]);

    private static CustomAttributeBuilder Attribute(Type type, object[] arguments) =>
        new(Constructor(type, Array.ConvertAll(arguments, a => a.GetType())), arguments);

    private static ConstructorInfo Constructor(Type type, params Type[] parameters) => type.GetConstructor(parameters)!;
}

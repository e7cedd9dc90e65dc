// Only with -p:AzurePackages=true: the start of the deployed app. On one machine, Local starts the same functions.
using Azure.Identity;
using Escalation.Functions.Startup;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

const int CouldNotStart = 1;
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
#pragma warning disable RS0030 // Here the clock is chosen that everything else is given.
var clock = TimeProvider.System;
#pragma warning restore RS0030
using var telemetry = OtlpExport.Start();
IHost app;
try
{
    var settings = AppSettings.Read(builder.Configuration, AppContext.BaseDirectory);
    await builder.Services.AddAzure(settings, new DefaultAzureCredential(), clock, CancellationToken.None);
    app = builder.Build();
    await app.Services.ReachBus(settings, clock);
}
catch (Exception e) when (StartFailure.Explain(e) is { } lines)
{
    foreach (var line in lines)
    {
        await Console.Error.WriteLineAsync($"Escalation cannot start: {line}");
    }

    return CouldNotStart;
}

await app.RunAsync();
return 0;

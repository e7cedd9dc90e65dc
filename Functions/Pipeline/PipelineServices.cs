using Escalation.Domain.Words;
using Escalation.Functions.Http;
using Escalation.Functions.Intake;
using Escalation.Functions.Notify;
using Escalation.Functions.Policies;
using Escalation.Functions.Review;
using Escalation.Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Pipeline;

/// <summary>Puts the pipeline together. Whoever hosts it brings the ports: store, sender, delivery, principals, clock, policy, people and the
/// secret for customers.</summary>
public static class PipelineServices
{
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddTelemetry()
        .AddSingleton<ICaseRows, CaseRows>()
        .AddSingleton<CaseStore>()
        .AddSingleton<AlarmClock>()
        .AddSingleton<CaseViews>()
        .AddSingleton<EscalationPackets>()
        .AddSingleton<Publisher>()
        .AddSingleton<People>()
        .AddSingleton<CustomerKeys>()
        .AddSingleton<CustomerRows>()
        .AddSingleton<EarlierCases>()
        .AddSingleton<FactsReader>()
        .AddSingleton<BudgetRows>()
        .AddSingleton<BudgetLedger>()
        .AddSingleton<CaseProcessor>()
        .AddSingleton(made => PossibleTimes.For(made.GetRequiredService<PolicyBook>().Current, made.GetRequiredService<TimeProvider>()))
        .AddSingleton<ComplaintReader>()
        .AddSingleton<CommandReader>()
        .AddSingleton<MessageIdentity>()
        .AddSingleton<CommandMessages>()
        .AddSingleton<ParkedMessages>()
        .AddSingleton<ParkedDecisions>()
        .AddSingleton<Parking>()
        .AddSingleton<FollowUps>()
        .AddSingleton<AlarmSweep>()
        .AddSingleton<Audit>()
        .AddSingleton(new Letters(TemplateSet.BuiltIn))
        .AddSingleton<Notifier>()
        .AddSingleton<CaseExplanations>()
        .AddSingleton<Doors>();
}

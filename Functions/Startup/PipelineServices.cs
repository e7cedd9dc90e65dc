using Escalation.Domain.Language;
using Escalation.Domain.Letters;
using Escalation.Functions.Audit;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Notify;
using Escalation.Functions.Parked;
using Escalation.Functions.Path;
using Escalation.Functions.Policies;
using Escalation.Functions.Review;
using Escalation.Functions.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Startup;

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
        .AddSingleton<PromptSender>()
        .AddSingleton<ParkedDecisions>()
        .AddSingleton<Parking>()
        .AddSingleton<FollowUps>()
        .AddSingleton<AlarmSweep>()
        .AddSingleton<StoreAudit>()
        .AddSingleton(new CustomerLetters(TemplateSet.BuiltIn))
        .AddSingleton<Notifier>()
        .AddSingleton<CaseExplanations>()
        .AddSingleton<Doors>();
}

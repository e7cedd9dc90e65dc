using Escalation.Functions.Authority;
using Escalation.Functions.FollowUp;
using Escalation.Functions.Intake;
using Escalation.Functions.Messages;
using Escalation.Functions.Notify;
using Escalation.Functions.Parked;
using Escalation.Functions.Path;
using Escalation.Functions.Policies;
using Escalation.Functions.Review;
using Escalation.Functions.Startup;
using Escalation.Functions.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Simulation;

/// <summary>One machine that runs the product's own code: all functions and doors, over the shared store and queues, by a clock of its own.</summary>
internal sealed class Instance : IDisposable
{
    private readonly ServiceProvider _services;

    public Instance(int number, SkewedClock clock, IStore store, ISender sender, IDelivery delivery, PolicyBook policies, IPeopleSource people, ICaseRows rows)
    {
        (Number, Clock) = (number, clock);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new PipelineOptions(CaseEvents: true))
            .AddSingleton(new PublicAddress(new Uri("https://complaints.example/")))
            .AddSingleton(store)
            .AddSender("simulation", _ => sender)
            .AddSingleton(delivery)
            .AddSingleton(new CustomerSecret("of the simulation, and of no deployment"u8))
            .AddSingleton(policies)
            .AddSingleton(people)
            .AddSingleton<IPrincipals, StatedPrincipals>()
            .AddPipeline()
            .AddSingleton(rows)
            .AddSingleton<IntakeFunction>()
            .AddSingleton<AuthorityCheckFunction>()
            .AddSingleton<SupervisorReviewFunction>()
            .AddSingleton<CaseUpdateFunction>()
            .AddSingleton<FollowUpFunction>()
            .AddSingleton<NotifyFunction>()
            .AddSingleton<DeadLetterFunction>()
            .AddSingleton<AlarmTimer>()
            .AddSingleton<ComplaintDoor>()
            .AddSingleton<ReviewDoor>()
            .AddSingleton<UpdateDoor>()
            .BuildServiceProvider();
    }

    public int Number { get; }

    public SkewedClock Clock { get; }

    /// <summary>Nothing is handed to it before this time.</summary>
    public DateTimeOffset DownUntil { get; set; }

    /// <summary>What was begun on it and has not ended.</summary>
    public List<Activity> Running { get; } = [];

    public T The<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Hands a message to the function of its queue.</summary>
    public Task Handle(string queue, Delivery delivery) => queue switch
    {
        Entities.Complaints => The<IntakeFunction>().Run(delivery.Received, delivery, default),
        Entities.AuthorityChecks => The<AuthorityCheckFunction>().Run(delivery.Received, delivery, default),
        Entities.Reviews => The<SupervisorReviewFunction>().Run(delivery.Received, delivery, default),
        Entities.Updates => The<CaseUpdateFunction>().Run(delivery.Received, delivery, default),
        Entities.FollowUps => The<FollowUpFunction>().Run(delivery.Received, delivery, default),
        Entities.Notifications => The<NotifyFunction>().Run(delivery.Received, delivery, default),
        Entities.DeadLetters => The<DeadLetterFunction>().Run(delivery.Received, delivery, default),
        _ => throw new InvalidOperationException($"No function takes from '{queue}'."),
    };

    public void Dispose() => _services.Dispose();
}

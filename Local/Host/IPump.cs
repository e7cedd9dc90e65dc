namespace Escalation.Local.Host;

/// <summary>Takes messages from one queue and hands each to the queue's function, several at a time.</summary>
internal interface IPump : IDisposable
{
    string Queue { get; }

    /// <summary>Messages whose function has not returned, or that are being settled.</summary>
    int InHand { get; }

    /// <summary>Takes messages until told to stop, then returns once nothing is in hand.</summary>
    /// <param name="stopTaking">No more messages.</param>
    /// <param name="giveUp">Handed to the functions: the time to finish is over.</param>
    Task Run(CancellationToken stopTaking, CancellationToken giveUp);
}

namespace Escalation.Functions.Messages;

/// <summary>The program could not decide a command, and would fail in the same way each time. The message is dead-lettered at once and
/// parked: operators send it again once the program is mended.</summary>
/// <remarks>The cause is named by its kind alone: what it says may hold words of the customer.</remarks>
public sealed class DecisionFailedException(string command, Exception cause)
    : Exception($"The program failed on the command '{command}' ({cause.GetType().Name}). Nothing was changed; send it again once the program is mended.", cause);

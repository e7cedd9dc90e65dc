namespace Escalation.Local.Verbs;

/// <summary>A verb of the command line cannot be carried out, for a reason the person at the keyboard can put right.</summary>
public sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);

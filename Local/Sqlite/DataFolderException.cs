namespace Escalation.Local.Sqlite;

/// <summary>The data folder cannot be used. The message is one for people and says what to do.</summary>
public sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);

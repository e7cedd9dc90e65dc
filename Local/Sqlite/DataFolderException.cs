namespace Escalation.Local.Sqlite;

/// <summary>The data folder cannot be used. The message is one for people and says what to do.</summary>
public class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process uses the data folder.</summary>
public sealed class DataFolderInUseException(string folder, Exception inner)
    : DataFolderException($"Another process uses the data folder '{folder}'. Stop it, or choose another folder.", inner);

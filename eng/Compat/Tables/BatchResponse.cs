using System.Globalization;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>Reads the answers to a transaction's actions out of a multipart body.</summary>
internal static class BatchResponse
{
    /// <returns>One answer an action, in order; or a single one, the failure of the first that failed.</returns>
    /// <exception cref="RequestFailedException">The body is not what the service promises.</exception>
    public static IReadOnlyList<Response> Read(Response response)
    {
        var answers = new List<Response>();
        if (Boundary(response.Headers.ContentType) is { } boundary)
        {
            Read(response.Content.ToString(), boundary, answers);
        }

        return answers.Count > 0 ? answers : throw new RequestFailedException(response.Status, "The answer to a transaction could not be read.");
    }

    private static void Read(string body, string boundary, List<Response> answers)
    {
        foreach (var part in Parts(body, boundary))
        {
            var (headers, content) = Split(part);
            var type = headers.GetValueOrDefault("Content-Type");
            if (Boundary(type) is { } inner)
            {
                Read(content, inner, answers);
            }
            else if (type?.StartsWith("application/http", StringComparison.OrdinalIgnoreCase) == true)
            {
                answers.Add(Answer(content.TrimStart()));
            }
        }
    }

    private static IEnumerable<string> Parts(string body, string boundary)
    {
        var part = default(StringBuilder);
        foreach (var line in body.Split('\n'))
        {
            var bare = line.TrimEnd('\r');
            if (bare.StartsWith("--" + boundary, StringComparison.Ordinal) && bare[(boundary.Length + 2)..] is "" or "--")
            {
                if (part is not null)
                {
                    yield return part.ToString();
                }

                part = bare.EndsWith("--", StringComparison.Ordinal) && bare.Length == boundary.Length + 4 ? null : new StringBuilder();
            }
            else
            {
                part?.Append(bare).Append('\n');
            }
        }
    }

    private static BatchPart Answer(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var status = (end < 0 ? text : text[..end]).Split(' ', 3);
        if (status.Length < 2 || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            throw new RequestFailedException("The answer to an action of a transaction has no status.");
        }

        var (headers, content) = Split(end < 0 ? "" : text[(end + 1)..]);
        return new BatchPart(code, status.Length > 2 ? status[2] : "", headers, content.Trim());
    }

    private static (Dictionary<string, string> Headers, string Content) Split(string part)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (at < part.Length)
        {
            var end = part.IndexOf('\n', at);
            var line = part[at..(end < 0 ? part.Length : end)];
            at = end < 0 ? part.Length : end + 1;
            if (line.Length == 0)
            {
                break;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        return (headers, part[at..]);
    }

    private static string? Boundary(string? contentType)
    {
        const string Name = "boundary=";
        var at = contentType?.StartsWith("multipart/mixed", StringComparison.OrdinalIgnoreCase) == true
            ? contentType.IndexOf(Name, StringComparison.OrdinalIgnoreCase)
            : -1;
        return at < 0 ? null : contentType![(at + Name.Length)..].Split(';')[0].Trim().Trim('"');
    }
}

using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;

namespace Escalation.Functions.Messages;

/// <summary>A day or moment as another system wrote it in ISO 8601. It may lack the time, or the offset from UTC.</summary>
/// <param name="Local">The wall clock as written; midnight if only a day was written.</param>
/// <param name="Offset">Null if none was written.</param>
/// <param name="IsDay">Whether only a day was written.</param>
public sealed record StatedTime(LocalDateTime Local, Offset? Offset, bool IsDay)
{
    private static readonly IPattern<LocalDateTime>[] s_withoutOffset =
    [
        LocalDateTimePattern.ExtendedIso,
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm':'ss;FFFFFFFFF"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm"),
    ];

    private static readonly IPattern<OffsetDateTime>[] s_withOffset =
    [
        OffsetDateTimePattern.ExtendedIso,
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<Z+HHmm>"),
    ];

    /// <summary>Nothing is guessed: 03/04/2026 is two days, and so none.</summary>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out StatedTime stated)
    {
        stated = Day(text) ?? WithoutOffset(text) ?? WithOffset(text);
        return stated is not null;
    }

    /// <summary>The moment it means to a company in this zone: without an offset it is local time, and a day begins at its first moment there.</summary>
    public Instant In(DateTimeZone zone) =>
        IsDay ? zone.AtStartOfDay(Local.Date).ToInstant()
        : Offset is { } offset ? Local.WithOffset(offset).ToInstant()
        : Local.InZoneLeniently(zone).ToInstant();

    private static StatedTime? Day(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? new(day.AtMidnight(), null, IsDay: true) : null;

    private static StatedTime? WithoutOffset(string text) => s_withoutOffset
        .Select(pattern => pattern.Parse(text))
        .Where(result => result.Success)
        .Select(result => new StatedTime(result.Value, null, IsDay: false))
        .FirstOrDefault();

    private static StatedTime? WithOffset(string text) => s_withOffset
        .Select(pattern => pattern.Parse(text))
        .Where(result => result.Success)
        .Select(result => new StatedTime(result.Value.LocalDateTime, result.Value.Offset, IsDay: false))
        .FirstOrDefault();
}

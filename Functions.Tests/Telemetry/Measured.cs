using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Escalation.Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Telemetry;

/// <summary>One measurement, with its tags in order: <c>outcome=kept</c>.</summary>
internal sealed record Measurement(string Instrument, double Value, string Tags);

/// <summary>Listens to the instruments of one world, and to no other's.</summary>
internal sealed class Measured : IDisposable
{
    private readonly ConcurrentQueue<Measurement> _measurements = [];
    private readonly MeterListener _listener = new();

    public Measured(World world)
    {
        var factory = world.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meters.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<Measurement> All => [.. _measurements];

    public IEnumerable<Measurement> Of(string instrument) => _measurements.Where(measurement => measurement.Instrument == instrument);

    /// <summary>The sum of a counter for these tags.</summary>
    public double Sum(string instrument, string tags) => Of(instrument).Where(measurement => measurement.Tags == tags).Sum(measurement => measurement.Value);

    /// <summary>What a gauge tells now, without its zeros.</summary>
    public IReadOnlyList<(string Tags, double Value)> Now(string gauge) => [.. Everything(gauge).Where(told => told.Value > 0)];

    public IReadOnlyList<(string Tags, double Value)> Everything(string gauge)
    {
        _measurements.Clear();
        _listener.RecordObservableInstruments();
        return [.. Of(gauge).Select(measurement => (measurement.Tags, measurement.Value)).Order()];
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var written = new List<string>();
        foreach (var (name, tag) in tags)
        {
            written.Add(string.Create(CultureInfo.InvariantCulture, $"{name[(name.LastIndexOf('.') + 1)..]}={tag}"));
        }

        _measurements.Enqueue(new(instrument.Name, value, string.Join(' ', written)));
    }
}

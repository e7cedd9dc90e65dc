using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Tests.Host;

public sealed class TimerFunctionTests : IAsyncLifetime
{
    private const int Patience = 30_000;
    private readonly HostedProbe _hosted = new();
    private readonly Channel<TimerInfo> _ticks = Channel.CreateUnbounded<TimerInfo>();

    public Task InitializeAsync()
    {
        _hosted.Probe.OnTick = (timer, stopping) => _ticks.Writer.WriteAsync(timer, stopping).AsTask();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _hosted.DisposeAsync();

    [Fact(Timeout = Patience)]
    public async Task A_timer_runs_when_its_time_comes_without_being_registered()
    {
        await StartAndWaitForTheTimer();

        _hosted.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False((await _ticks.Reader.ReadAsync()).IsPastDue);
    }

    [Fact(Timeout = Patience)]
    public async Task A_timer_that_is_more_than_a_minute_late_says_so()
    {
        await StartAndWaitForTheTimer();

        _hosted.Clock.Advance(TimeSpan.FromMinutes(7));

        Assert.True((await _ticks.Reader.ReadAsync()).IsPastDue);
    }

    [Fact(Timeout = Patience)]
    public async Task A_timer_never_runs_beside_itself_and_makes_up_once_for_what_it_missed()
    {
        var start = _hosted.Clock.GetUtcNow();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (now, most, runs) = (0, 0, 0);
        _hosted.Probe.OnTick = async (timer, stopping) =>
        {
            runs++;
            most = Math.Max(most, ++now);
            await _ticks.Writer.WriteAsync(timer, stopping);
            await release.Task;
            now--;
        };
        await StartAndWaitForTheTimer();
        _hosted.Clock.Advance(TimeSpan.FromMinutes(5));
        await _ticks.Reader.ReadAsync();
        _hosted.Clock.Advance(TimeSpan.FromMinutes(16));
        release.SetResult();

        await _hosted.Clock.SomebodyWaitsFor(start.AddMinutes(25));

        Assert.Equal((1, 2), (most, runs));
    }

    [Fact(Timeout = Patience)]
    public async Task A_timer_that_asks_for_it_runs_at_the_start()
    {
        var ran = new TaskCompletionSource();
        _hosted.Probe.OnStartup = _ =>
        {
            ran.TrySetResult();
            return Task.CompletedTask;
        };

        await _hosted.Start();

        await ran.Task;
    }

    [Fact(Timeout = Patience)]
    public async Task A_timer_goes_on_after_its_function_failed()
    {
        var start = _hosted.Clock.GetUtcNow();
        _hosted.Probe.OnTick = (_, _) => throw new InvalidOperationException("no");
        await StartAndWaitForTheTimer();

        _hosted.Clock.Advance(TimeSpan.FromMinutes(5));

        await _hosted.Clock.SomebodyWaitsFor(start.AddMinutes(10));
    }

    private async Task StartAndWaitForTheTimer()
    {
        var due = _hosted.Clock.GetUtcNow().AddMinutes(5);
        await _hosted.Start();
        await _hosted.Clock.SomebodyWaitsFor(due);
    }
}

namespace Escalation.Simulation;

/// <summary>Everything that can go wrong. A crash abandons one handler at a port: nothing of it runs ever again.</summary>
internal enum Fault
{
    CrashBeforeLoad,
    CrashAfterLoad,
    CrashBeforeArm,
    CrashAfterArm,
    CrashBeforeCommit,
    CrashAfterCommit,
    CrashBeforePublish,
    CrashAfterPublish,
    CrashBeforeProject,
    CrashAfterProject,
    CrashBeforeComplete,
    CrashAfterComplete,

    /// <summary>In the sweep, at the ledger, at the gateway or behind a door.</summary>
    CrashElsewhere,

    /// <summary>A whole instance goes down with all that it was doing.</summary>
    InstanceDown,

    /// <summary>Nothing is delivered for a while.</summary>
    AllInstancesDown,

    /// <summary>Killed by its host for taking too long.</summary>
    HandlerTimedOut,

    /// <summary>A handler that hung until its lock was gone, killed as soon as it has written something after all.</summary>
    HandlerKilledLate,

    /// <summary>One port call takes up to twenty minutes.</summary>
    Slow,
    LockLostUnderLiveHandler,
    StoreReadFails,
    StoreWriteFails,

    /// <summary>The transaction happened, and the caller is told that nobody knows.</summary>
    CommitReplyLost,

    /// <summary>The commit of one message that somebody sent fails at every try, for longer than the pipeline tries.</summary>
    CommitNeverTaken,

    /// <summary>Somebody else wrote the row since it was read.</summary>
    ETagConflict,

    /// <summary>Somebody else wrote the row while a handler that had read it stood before its own write.</summary>
    WriteOvertaken,
    StoreDown,
    SendFails,
    SendHalfDone,
    SendReplyLost,
    CompleteFails,
    CompleteReplyLost,
    MessageDelayed,
    MessageDuplicated,

    /// <summary>A message overtook one that was sent before it to the same queue.</summary>
    MessagesReordered,

    /// <summary>Delivered again and again to hosts that die with it, until the queue gives up.</summary>
    DeliveriesBurnt,
    TimerDown,
    TwoSweepsAtOnce,
    ClockSkew,
    GatewayFails,
    GatewayReplyLost,
    GatewayRejects,
}

/// <summary>Which faults strike. Each run is hit harder by some kinds and not at all by others, so that rare pairs meet.</summary>
internal sealed class Faults
{
    private readonly Dice _dice;
    private readonly double[] _rates = new double[Enum.GetValues<Fault>().Length];
    private readonly PortStep? _slowSpot;
    private readonly long[] _counts = new long[Enum.GetValues<Fault>().Length];

    /// <param name="level">0 for none, 1 for few, 2 for many, 3 for very many.</param>
    public Faults(Dice dice, int level)
    {
        AreNone = level == 0;
        _dice = dice;
        _slowSpot = dice.Of<PortStep?>(PortStep.Arm, PortStep.Commit, PortStep.Commit, PortStep.Project, PortStep.Ledger, null, null, null);
        var scale = level switch { <= 0 => 0, 1 => 0.3, 2 => 1, _ => 1.6 };
        foreach (var fault in Enum.GetValues<Fault>())
        {
            _rates[(int)fault] = Rate(fault) * scale * dice.Of(0, 0.3, 1, 1, 3, fault < Fault.CrashElsewhere ? 6 : 3);
        }
    }

    /// <summary>No new faults: what was started comes to its end.</summary>
    public bool Off { get; set; }

    /// <summary>Nothing fails at all in this run.</summary>
    public bool AreNone { get; }

    public IReadOnlyList<long> Counts => _counts;

    public bool Strikes(Fault fault)
    {
        if (Off || !_dice.Chance(_rates[(int)fault]))
        {
            return false;
        }

        Note(fault);
        return true;
    }

    /// <summary>Whether a call takes very long. Some runs have one step at which it happens often, less so where a handler comes by often.</summary>
    public bool IsSlow(PortStep step)
    {
        var often = step is PortStep.Project or PortStep.Ledger ? 8 : 40;
        if (Off || !_dice.Chance(_rates[(int)Fault.Slow] * (step == _slowSpot ? often : 1)))
        {
            return false;
        }

        Note(Fault.Slow);
        return true;
    }

    /// <summary>Whether a write is held up, for others to come before it; counted only where they do.</summary>
    public bool HoldsUpWrite() => !Off && _dice.Chance(_rates[(int)Fault.WriteOvertaken]);

    public void Note(Fault fault) => _counts[(int)fault]++;

    private static double Rate(Fault fault) => fault switch
    {
        <= Fault.CrashElsewhere => 0.006,
        Fault.InstanceDown => 0.0002,
        Fault.AllInstancesDown => 0.00005,
        Fault.Slow => 0.004,
        Fault.StoreDown => 0.00002,
        Fault.DeliveriesBurnt => 0.002,
        Fault.TimerDown => 0.005,
        Fault.HandlerKilledLate => 0.5,
        Fault.CommitNeverTaken => 0.01,
        Fault.TwoSweepsAtOnce => 0.05,
        Fault.ClockSkew => 0.6,
        Fault.ETagConflict => 0.02,
        Fault.WriteOvertaken => 0.03,
        Fault.GatewayFails or Fault.GatewayRejects or Fault.GatewayReplyLost => 0.03,
        Fault.StoreReadFails => 0.002,
        _ => 0.006,
    };
}

/* Alarms: deadlines (arm, due), their rows, the re-dating sweep, and the follow-ups it sends.
   docs/protocol.md says what is modelled and what is left out.

   A follow-up may be delivered again and again, dropped, come early (the sweep's clock runs ahead) or come for a row whose
   commit never was. A command whose commit overtook a deadline removes ("disarms") that deadline's row as armed, at any later
   time or never; a row that was re-dated meanwhile stays. A worker may stop before every step until "calm": from then on no more faults, one worker, and
   everything must come to rest within a few rounds of the sweep, with every deadline fired and every row gone. */

#ifndef WORKERS
#define WORKERS 2
#endif
#ifndef COMMANDS
#define COMMANDS 2       /* commits that are not follow-ups */
#endif
#ifndef LAST
#define LAST 3           /* the last version; the commit that makes it leaves no deadline */
#endif
#define DUES 2           /* due times 1 and 2 */
#if LAST < 4
#define N 7
#else
#define N 9
#endif
#define ROUNDS (LAST + 3)

#ifdef ALARM_KEY_REUSED
#define KEY(a, d) (d)    /* the key without the arm */
#else
#define KEY(a, d) (((a) - 1) * DUES + (d))
#endif

byte time;               /* true time; the sweep's clock may be one ahead of it, a handler's clock is never ahead */

/* the case; arm 0: no deadline */
byte version;
byte arm;
byte due;
byte todo = COMMANDS;

/* the alarm rows: as armed, and as re-dated. A follow-up names a re-dated row */
bool armed[N];
bool redated[N];
bool oldArmed[N];        /* armed more than an hour ago: nobody who armed it lives */
bool oldRedated[N];
byte arming[N];          /* live handlers that armed this row */

bool followUp[N];        /* sent and not yet taken */
bool handled[N];         /* the message row of the follow-up */
bool sent[N];            /* what its events imply was published */

byte etag[WORKERS];      /* the re-dated row a worker holds the ETag of; the sweep changes it */

#ifdef LOOK
bool spared;             /* a row was disarmed before it rang: the message it did not cost */
#endif

bool calm;
byte busy;
byte rounds;

#define IDLE 0
#define ARM 1
#define COMMIT 2
#define PUBLISH 3
#define DELETE 4
#define DISARM 5

/* the choice of the next deadline: 0 is none. Only the last version must leave none */
inline ChooseNext() {
    if
    :: next = 0
    :: version + 1 < LAST -> next = 1
    :: version + 1 < LAST -> next = 2
    fi
}

#define PAST (version >= a && !CURRENT)
#ifdef AGE_DELETE_WITHOUT_ETAG
#define DELETES_ANY true
#else
#define DELETES_ANY false
#endif
#ifdef DELETE_AHEAD
#define DELETABLE (PAST || version < a)
#else
#ifdef NEVER_DELETE_AHEAD
#define DELETABLE PAST
#else
#define DELETABLE (PAST || (version < a && oldRedated[KEY(a, d)]))
#endif
#endif

/* what a worker armed counts as old once none of those who armed it lives */
inline Release() {
    if
    :: mine > 0 ->
        arming[mine]--;
        if
        :: arming[mine] == 0 -> oldArmed[mine] = armed[mine]; oldRedated[mine] = redated[mine]
        :: else
        fi
    :: else
    fi;
    mine = 0
}
inline Rest() {
    Release();
    at = IDLE; a = 0; d = 0; ver = 0; next = 0; keep = false; past = false; over = 0; etag[_pid] = 0; busy--
}

/* the clock is max(now, due) for a deadline that is the state's own */
#ifdef NO_MAX_CLOCK
#define CLOCK_SAYS_DUE (time >= d)
#else
#define CLOCK_SAYS_DUE true
#endif

#ifdef FIRE_ON_ARM_ONLY
#define ITS_OWN (arm > 0 && a == arm)
#else
#if defined(FIRE_ON_DUE_ONLY) || defined(ALARM_KEY_REUSED)
#define ITS_OWN (arm > 0 && d == due)
#else
#define ITS_OWN (arm > 0 && a == arm && d == due)
#endif
#endif

#ifdef ALARM_KEY_REUSED
#define CURRENT (arm > 0 && d == due)
#else
#define CURRENT (arm > 0 && a == arm && d == due)
#endif

#ifdef KEY_IS_ROW_KEY
#define MISSED true      /* a re-sent follow-up is another message, so its row may not be found */
#else
#define MISSED false
#endif

inline DeleteRow() { redated[KEY(a, d)] = false; oldRedated[KEY(a, d)] = false }

inline WriteAlarm(v, n) {
    if
#ifdef ARM_DOES_NOT_REFRESH
    :: armed[KEY(v, n)]
#endif
#ifdef ARM_DOES_NOT_REFRESH
    :: !armed[KEY(v, n)] ->
#else
    :: true ->
#endif
        armed[KEY(v, n)] = true;
        oldArmed[KEY(v, n)] = false;
        mine = KEY(v, n);
        arming[mine]++
    fi
}

/* "coarse" deletes in the step that publishes, and arms in the step that loads: a later deletion is a later run's.
   FINE takes each step alone, at smaller bounds */
inline GoDelete() {
#ifdef FINE
    etag[_pid] = KEY(a, d);
    past = PAST;                                           /* judged on the state that was loaded with the message row */
    if
#if defined(JUDGE_BY_NEWEST_STATE) || defined(AGE_JUDGED_AFTER_LOAD)
    :: at = DELETE
#else
    :: !DELETABLE -> Rest()
    :: DELETABLE -> at = DELETE
#endif
    fi
#else
    if
    :: DELETABLE -> DeleteRow()
    :: else
    fi;
    Rest()
#endif
}
inline AfterPublish() {
#ifdef DISARM_AFTER_FIRING
    if
    :: over > 0 -> at = DISARM
    :: else -> GoDelete()
    fi
#else
    GoDelete()
#endif
}
inline GoPublish() {
#ifdef FINE
    at = PUBLISH
#else
    if
    :: !calm -> Rest()
#ifdef DELETE_BEFORE_PUBLISH
    :: !calm -> if :: DELETABLE -> DeleteRow() :: else fi; Rest()          /* deleted, then crashed */
#endif
    :: true -> sent[KEY(a, d)] = true; AfterPublish()
    fi
#endif
}
inline GoArm() {
    if
    :: next == 0 -> at = COMMIT
#if defined(ARM_AFTER_COMMIT)
    :: else -> at = COMMIT
#elif defined(FINE)
    :: else -> at = ARM
#else
    :: else -> WriteAlarm(ver + 1, next); at = COMMIT
#endif
    fi
}

/* after the commit: the row of the deadline that it overtook, at its first wake time. By then the handler forgot the rest */
inline RemoveArmed(i) {
#ifdef LOOK
    spared = spared || armed[i];
#endif
    armed[i] = false;
    oldArmed[i] = false
#ifdef DISARM_MOVED_TOO
    ;
    redated[i] = false;
    oldRedated[i] = false
#endif
}
#if defined(DISARM_KEPT)
#define DISARMS (a == 0)
#elif defined(DISARM_AFTER_FIRING)
#define DISARMS (!keep)
#else
#define DISARMS (a == 0 && !keep)
#endif
inline GoDisarm() {
    if
    :: over == 0 -> Rest()
    :: else -> Release(); ver = 0; next = 0; keep = false; at = DISARM
    fi
}

inline LoadCommand() {
    ver = version;
#ifdef DISARM_AFTER_CONFLICT
    over = (arm > 0 -> KEY(arm, due) : 0);
#endif
    if
    :: arm > 0 && version + 1 < LAST -> keep = true; at = COMMIT           /* the deadline stays as it is, and its arm too */
    :: ChooseNext();
#ifdef DISARM_BEFORE_COMMIT
        if
        :: arm > 0 -> RemoveArmed(KEY(arm, due))
        :: else
        fi;
#endif
        GoArm()
    fi
}

inline LoadFollowUp() {
    ver = version;
    if
    :: handled[KEY(a, d)] ->
#ifdef KEEP_ROW_WHEN_HANDLED_BEFORE
        sent[KEY(a, d)] = true; Rest()
#else
        GoPublish()
#endif
    :: (!handled[KEY(a, d)] || MISSED) && ITS_OWN ->
        if
        :: CLOCK_SAYS_DUE -> ChooseNext(); GoArm()
        :: !CLOCK_SAYS_DUE -> keep = true; at = COMMIT     /* decides nothing, and writes its row as every decision does */
        fi
    :: (!handled[KEY(a, d)] || MISSED) && !ITS_OWN ->
#ifdef NONFIRING_WRITES_ROW
        handled[KEY(a, d)] = true; sent[KEY(a, d)] = true;
#endif
        GoDelete()
    fi
}

inline Commit() {
    if
    :: version != ver || (a == 0 && todo == 0) || (a > 0 && handled[KEY(a, d)] && !MISSED) ->
#ifdef DISARM_AFTER_CONFLICT
        GoDisarm()
#else
        Rest()                                             /* a conflict: trying again is another run */
#endif
    :: else ->
        over = (DISARMS && arm > 0 -> KEY(arm, due) : 0);
        if
        :: a == 0 -> todo--
        :: else ->
            handled[KEY(a, d)] = true;
            if
            :: !keep -> assert(time + 1 >= due);           /* no deadline fires before its time */
#ifdef DISARM_FIRED_BEFORE_PUBLISH
                RemoveArmed(KEY(a, d))
#endif
            :: else
            fi
        fi;
        if
        :: keep && a > 0
        :: keep && a == 0 -> version++
        :: else -> version++; due = next; arm = (next > 0 -> version : 0)
        fi;
#ifdef ARM_AFTER_COMMIT
        if
        :: next > 0 -> at = ARM
        :: next == 0 && a > 0 -> GoPublish()
        :: next == 0 && a == 0 -> GoDisarm()
        fi
#else
        if
        :: a > 0 -> GoPublish()
        :: else -> GoDisarm()
        fi
#endif
    fi
}



#if LAST < 4
#define TAKEABLE (followUp[1] || followUp[2] || followUp[3] || followUp[4] || followUp[5] || followUp[6])
#else
#define TAKEABLE (followUp[1] || followUp[2] || followUp[3] || followUp[4] || followUp[5] || followUp[6] || followUp[7] || followUp[8])
#endif

active [WORKERS] proctype Worker() {
    byte at, a, d, ver, next, mine, over;
    bool keep, past;

end_idle:
    do
    :: atomic { at == IDLE && !calm && todo > 0 && version < LAST -> busy++; LoadCommand() }

    :: atomic { at == IDLE && (!calm || _pid == 0) && TAKEABLE ->
        busy++;
        if                                                 /* any follow-up that is there */
        :: followUp[1] -> a = 1; d = 1
        :: followUp[2] -> a = 1; d = 2
        :: followUp[3] -> a = 2; d = 1
        :: followUp[4] -> a = 2; d = 2
        :: followUp[5] -> a = 3; d = 1
        :: followUp[6] -> a = 3; d = 2
#if LAST > 3
        :: followUp[7] -> a = 4; d = 1
        :: followUp[8] -> a = 4; d = 2
#endif
        fi;
        followUp[KEY(a, d)] = !calm;                       /* until calm what was sent may come again at any time */
        LoadFollowUp() }

    :: atomic { at == ARM ->
        if
        :: !calm -> Rest()
        :: true ->
#ifdef ARM_AFTER_COMMIT
            WriteAlarm(ver + 1, next);
            if
            :: a > 0 -> GoPublish()
            :: else -> GoDisarm()
            fi
#else
            WriteAlarm(ver + 1, next); at = COMMIT
#endif
        fi }

    :: atomic { at == COMMIT ->
        if
        :: !calm -> Rest()
        :: true -> Commit()
        fi }

    :: atomic { at == PUBLISH ->
        if
        :: !calm -> Rest()
#ifdef DELETE_BEFORE_PUBLISH
        :: !calm -> if :: DELETABLE -> DeleteRow() :: else fi; Rest()      /* deleted, then crashed */
#endif
        :: true -> sent[KEY(a, d)] = true; AfterPublish()
        fi }

    :: atomic { at == DELETE ->                            /* a row ahead of its case: only under its ETag */
        if
        :: !calm -> Rest()
        :: true ->
#ifdef JUDGE_BY_NEWEST_STATE
            past = PAST;
#endif
#ifdef AGE_JUDGED_AFTER_LOAD
            etag[_pid] = (ver < a && oldRedated[KEY(a, d)] -> KEY(a, d) : 0);      /* the row is read again; the case is not */
#endif
            if
            :: past || etag[_pid] == KEY(a, d) || DELETES_ANY -> DeleteRow()
            :: else
            fi;
            Rest()
        fi }

    :: atomic { at == DISARM ->
        if
        :: !calm -> Rest()
        :: true ->
#ifdef DISARM_NEWEST
            over = (arm > 0 -> KEY(arm, due) : 0);
#endif
            RemoveArmed(over);
#ifdef DISARM_AFTER_FIRING
            if
            :: a > 0 -> over = 0; GoDelete()
            :: else -> Rest()
            fi
#else
            Rest()
#endif
        fi }

    od
}

/* re-dating keeps the newest "armed" where two rows meet */
inline SweepRow(i, dd) {
    if
    :: armed[i] && dd <= time + 1 ->
        oldRedated[i] = (redated[i] -> oldRedated[i] && oldArmed[i] : oldArmed[i]);
        redated[i] = true;
        etag[0] = (etag[0] == i -> 0 : etag[0]);
        etag[1] = (etag[1] == i -> 0 : etag[1]);
        armed[i] = false;
        oldArmed[i] = false;
        followUp[i] = true
    :: !armed[i] && redated[i] -> followUp[i] = true
    :: else
    fi;
#ifdef SWEEP_DELETES
    if
    :: followUp[i] -> redated[i] = false
    :: else
    fi
#endif
}

#define SWEEPABLE(i) ((armed[i] && (2 - ((i) & 1)) <= time + 1) || (redated[i] && !followUp[i]))

active proctype Sweep() {
    byte i;
end_sweep:
    do
    :: atomic { !calm && SWEEPABLE(1) -> i = 1; SweepRow(i, 1); i = 0 }
    :: atomic { !calm && SWEEPABLE(2) -> i = 2; SweepRow(i, 2); i = 0 }
    :: atomic { !calm && SWEEPABLE(3) -> i = 3; SweepRow(i, 1); i = 0 }
    :: atomic { !calm && SWEEPABLE(4) -> i = 4; SweepRow(i, 2); i = 0 }
#if LAST > 3
    :: atomic { !calm && SWEEPABLE(5) -> i = 5; SweepRow(i, 1); i = 0 }
    :: atomic { !calm && SWEEPABLE(6) -> i = 6; SweepRow(i, 2); i = 0 }
#endif
    :: atomic { !calm && time < DUES -> time++ }
    od
}

/* I4, and no deadline is deaf: in every state */
#define HAS_ROW (arm == 0 || armed[KEY(arm, due)] || redated[KEY(arm, due)])
active proctype Always() {
end_always:
    atomic { !HAS_ROW -> assert(HAS_ROW) }
}
active proctype NeverDeaf() {
end_deaf:
    atomic { arm > 0 && handled[KEY(arm, due)] -> assert(!handled[KEY(arm, due)]) }
}

/* situations that "check --mutants" wants to see reached */
#define ALL_VERSIONS_USED (version == LAST)

active proctype Calm() {
    byte i;
    bool any;
    atomic {
        busy == 0 ->
        calm = true;
        time = DUES;
        i = 1;
        do
        :: i < N -> followUp[i] = false; i++               /* whatever was under way is lost */
        :: else -> break
        od;
        i = 0
    }
    do
    :: atomic {
        timeout ->
        any = false;
        i = 1;
        do
        :: i < N -> SweepRow(i, 2 - (i & 1)); any = any || followUp[i]; i++
        :: else -> break
        od;
        i = 0;
        if
        :: any -> rounds++; assert(rounds <= ROUNDS); any = false           /* everything comes to rest */
        :: else -> break
        fi }
    od;
    atomic {
        assert(arm == 0);                                  /* every deadline fired */
        i = 1;
        do
        :: i < N -> assert(!handled[i] || sent[i]); assert(!armed[i] && !redated[i]); i++       /* I3; no row is left */
        :: else -> break
        od;
#ifdef LOOK
        assert(!(LOOK));
#endif
        i = 0
    }
}

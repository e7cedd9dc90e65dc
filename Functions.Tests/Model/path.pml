/* The path of one message through a case: load, decide, commit, publish, complete, and the dead letters.
   docs/protocol.md says what is modelled, how it was made small without losing behaviour, and what is left out.

   A run of a handler is "held" or "lost" from the start. A lost run gives its message back at once: another handler may
   take it now or at any later time, which is the same as a lock that runs out then. A crash is a lost run that stops. */

#ifndef HANDLERS
#define HANDLERS 2
#endif
#ifndef ROOTS
#define ROOTS 3        /* messages first sent: 0 adds a record, 1 and 2 both answer offer 1 */
#endif
#define DELIVERIES 2   /* then the queue dead-letters the message by itself */
#ifndef TRANSIENT
#define TRANSIENT 1    /* transient failures at most */
#endif
#ifndef PERMANENT
#define PERMANENT 1    /* permanent failures at most */
#endif
#define KEYS (ROOTS + 2)
#define SLOTS (2 * ROOTS + 2)
#define EVENTS (ROOTS + 3)

/* what a queue slot holds; slots 2k and 2k+1 carry message k and a delayed copy of it */
#define ABSENT 0
#define READY 1
#define LOCKED 2
#define DEAD 3
#define DEADLOCKED 4
byte slot[SLOTS];
bit delivery[SLOTS];

/* the case: version is its ETag and the number of its last event */
byte version;
byte offer = 1;

/* the message rows, with the event each produced */
#define NONE 0
#define CHANGED 1
#define REFUSED 2
#define PARKED 3
byte row[KEYS];
byte event[KEYS];

/* what the outside saw */
byte changes[ROOTS];      /* how often this command changed the case, under whatever message id */
byte answers;             /* how often offer 1 was answered */
bool changedBy[KEYS];
bool toldRefused[KEYS];
byte sent[EVENTS];        /* by which message, plus one */
bool parked[KEYS];
byte resent;              /* how often the operator pressed "resubmit" on message 0 */

#ifdef RANDOM_RESUBMISSION_ID
#define KEY(s) ((s) < 2 * ROOTS -> (s) / 2 : (s) - ROOTS)
#else
#define KEY(s) ((s) / 2)  /* both resubmissions are 0~1, which is key ROOTS */
#endif
#define COMMAND(k) ((k) < ROOTS -> (k) : 0)

#ifdef NO_NAMED_INTENT
#define ANSWERS_OPEN_OFFER (offer <= 2)
#else
#define ANSWERS_OPEN_OFFER (offer == 1)
#endif
/* a record is welcome only after the answer, so it can be refused at first and accepted later */
#define ACCEPTED(k) ((COMMAND(k) == 0 && offer > 1) || (COMMAND(k) != 0 && ANSWERS_OPEN_OFFER))

#define IDLE 0
#define LOADED 1
#define CLAIMED 2
#define TAKE(n) (slot[n] == READY || slot[n] == DEAD)
#if ROOTS > 2
#define WAITING (TAKE(0) || TAKE(1) || TAKE(2) || TAKE(3) || TAKE(4) || TAKE(5) || TAKE(6) || TAKE(7))
#else
#define WAITING (TAKE(0) || TAKE(1) || TAKE(2) || TAKE(3) || TAKE(4) || TAKE(5))
#endif
byte transient;
byte permanent;

#ifdef NO_MESSAGE_ROW_CONFLICT
#define IGNORES_ROW true
#else
#define IGNORES_ROW false
#endif
#ifdef NO_ETAG
#define IGNORES_ETAG true
#else
#define IGNORES_ETAG false
#endif
#ifdef NO_ROW_FOR_EMPTY
#define IGNORES_EMPTY true
#else
#define IGNORES_EMPTY false
#endif

inline Receive() {
    k = KEY(s);
    dead = (slot[s] == DEAD);
    if
    :: held = true; slot[s] = (dead -> DEADLOCKED : LOCKED)
    :: held = false;
       if
       :: dead                                             /* a dead letter waits as long as it takes */
       :: !dead && delivery[s] + 1 < DELIVERIES -> delivery[s] = 1
       :: !dead && delivery[s] + 1 >= DELIVERIES -> slot[s] = DEAD; delivery[s] = 0
       fi
    fi
}

/* the end of a run: a held one completes its message, a lost one cannot */
inline Finish() {
    if
    :: held -> slot[s] = ABSENT; delivery[s] = 0
    :: else
    fi;
    Forget()
}

inline Forget() { phase = IDLE; s = 0; k = 0; ver = 0; out = NONE; ev = 0; held = false; dead = false }

inline Decide() {
    ver = version;
    out = (ACCEPTED(k) -> CHANGED : REFUSED);
#ifdef PUBLISH_BEFORE_COMMIT
    if
    :: out == CHANGED -> ev = ver + 1
    :: else
    fi;
    Publish();
    ev = 0;
#endif
    phase = LOADED
}

inline Load() {
#ifdef NO_MESSAGE_ROW_AT_LOAD
    Decide()
#else
    if
    :: row[k] != NONE -> out = row[k]; ev = event[k]; PublishAndFinish()
    :: else -> Decide()
    fi
#endif
}

inline Change() {
    version = ver + 1;
    ev = version;
    if
    :: COMMAND(k) != 0 -> offer = (offer == 1 -> 2 : 3); answers++
    :: else
    fi;
    changes[COMMAND(k)]++;
    changedBy[k] = true;
    assert(changes[COMMAND(k)] <= 1);                      /* I2, resubmissions included */
    assert(answers <= 1);                                  /* the same intent twice */
    assert(!toldRefused[k]);                               /* nobody was told the opposite */
    assert(!parked[k]);                                    /* a parked message did not also change the case */
    assert(sent[ev] == 0 || sent[ev] == k + 1)             /* no message went out for what never happened */
}

inline Publish() {
    if
    :: out == CHANGED -> sent[ev] = k + 1
    :: out == REFUSED -> assert(!changedBy[k]); toldRefused[k] = true
    :: else
    fi
}

/* publishing only adds, and nobody reads what was published: when it happens does not matter, only whether */
inline PublishAndFinish() {
    if
#ifdef COMPLETE_BEFORE_PUBLISH
    :: true                                                /* completed, then crashed */
#else
    :: !held                                               /* crashed before */
#endif
    :: true -> Publish()
    fi;
    Finish()
}

inline WriteRow() {
#ifdef NO_ROW_FOR_EMPTY
    if
    :: out == CHANGED -> row[k] = out; event[k] = ev
    :: else
    fi
#else
    row[k] = out;
    event[k] = ev
#endif
}

active [HANDLERS] proctype Handler() {
    byte phase, s, k, ver, out, ev;
    bool held, dead;

end_idle:
    do
    :: atomic { phase == IDLE && WAITING ->
        if
        :: TAKE(0) -> s = 0
        :: TAKE(1) -> s = 1
        :: TAKE(2) -> s = 2
        :: TAKE(3) -> s = 3
        :: TAKE(4) -> s = 4
        :: TAKE(5) -> s = 5
#if ROOTS > 2
        :: TAKE(6) -> s = 6
        :: TAKE(7) -> s = 7
#endif
        fi;
        Receive();
        if
        :: !held -> Forget()                               /* crash */
        :: dead ->
#ifdef NO_CLAIM_BEFORE_PARKING
            out = (row[k] == NONE -> PARKED : row[k]);     /* looks, but leaves no row */
#else
            if
            :: row[k] == NONE -> row[k] = PARKED
            :: else
            fi;
            out = row[k];
#endif
            ev = event[k];
#ifdef FOUND_ROW_PARKS_ANYWAY
            out = PARKED;
#endif
            if
            :: out == PARKED -> phase = CLAIMED
#ifdef FOUND_ROW_DROPS
            :: else -> Finish()
#else
            :: else -> PublishAndFinish()
#endif
            fi
        :: !dead && held && permanent < PERMANENT ->       /* permanent failure */
            permanent++; slot[s] = DEAD; delivery[s] = 0; Forget()
        :: !dead && s < 2 * ROOTS && slot[s ^ 1] == ABSENT && transient < TRANSIENT ->
            transient++;                                   /* transient failure: a delayed copy, then complete */
#ifdef COMPLETE_BEFORE_COPY
            if
            :: slot[s ^ 1] = READY
            :: true                                        /* crashed between the two */
            fi;
#else
            slot[s ^ 1] = READY;
#endif
            Finish()
        :: !dead -> Load()
        fi }

    :: atomic { phase == LOADED ->
        if
        :: !held -> Forget()                               /* crash */
        :: true ->
            if
#ifndef NO_MESSAGE_ROW_CONFLICT
            :: row[k] != NONE ->                           /* 409 */
#ifdef NO_MESSAGE_ROW_AT_LOAD
                Finish()                                   /* taken for "done": there is nothing to publish from */
#else
                Load()
#endif
#endif
#ifndef NO_ETAG
            :: version != ver && (row[k] == NONE || IGNORES_ROW) -> Load()           /* 412 */
#endif
            :: (version == ver || IGNORES_ETAG) && (row[k] == NONE || IGNORES_ROW) ->
                if
                :: out == CHANGED -> Change()
                :: else
                fi;
                WriteRow();
                if
                :: PublishAndFinish()
                :: ev = 0; Load()                          /* the reply was lost */
                fi
            fi
        fi }

    :: atomic { phase == CLAIMED ->                        /* park the message whole and tell the operators */
        if
        :: !held -> Forget()
        :: true -> assert(!changedBy[k]); parked[k] = true; Finish()
        fi }
    od
}

active proctype Operator() {
end_watch:
    do
    :: atomic { parked[0] && resent < 2 && slot[2 * ROOTS + resent] == ABSENT ->
            slot[2 * ROOTS + resent] = READY;
            resent++ }
    od
}

/* situations that "check --mutants" wants to see reached */
#define RESUBMITTED_TWICE_RECORDED_ONCE (resent == 2 && changes[0] == 1 && parked[0])
#define RESUBMISSION_PARKED (parked[ROOTS])

active proctype Quiescence() {
    byte i;
    d_step {
        do
        :: i < ROOTS -> slot[2 * i] = READY; i++
        :: else -> break
        od;
        i = 0
    }
    atomic {
        timeout ->
        do
        :: i < SLOTS -> assert(slot[i] == ABSENT); i++
        :: else -> break
        od;
        i = 0;
        do
        :: i < KEYS ->
            assert(i >= ROOTS || row[i] != NONE || parked[i] || IGNORES_EMPTY);        /* every message found its end */
            assert(row[i] != CHANGED || sent[event[i]] == i + 1);         /* I3 */
            assert(row[i] != REFUSED || toldRefused[i]);
            assert(row[i] != PARKED || parked[i]);
            assert(!(parked[i] && changedBy[i]));
            i++
        :: else -> break
        od;
        i = 1;
        do
        :: i < EVENTS -> assert(sent[i] == 0 || i <= version); i++
        :: else -> break
        od;
        assert(version == changes[0] + answers);                          /* no change was overwritten */
#ifdef LOOK
        assert(!(LOOK));
#endif
        i = 0
    }
}

/* The ledger of a cumulative limit (X05, I9): a reservation under the ETag of the sum before a grant is committed, released when
   unused. Two cases, one budget. docs/protocol.md says what is modelled, and which reading of the design it takes. */

#ifndef HANDLERS
#define HANDLERS 2
#endif
#define CASES 2
#define LIMIT 3
#define EVENTS 3         /* versions 1 and 2 of a case */
#define MESSAGES 3       /* 0 and 1 on case 0, 2 on case 1 */
#define CASE(m) ((m) / 2)
#define WANTS(m) ((m) == 0 -> 2 : 1)

#define WAITING 0
#define LOCKED 1
#define COMPLETED 2
byte message[MESSAGES];

#define NONE 0
#define GRANTED 1
#define REFUSED 2
byte row[MESSAGES];      /* message rows */
byte event[MESSAGES];
byte version[CASES];
byte granted[CASES * EVENTS];    /* by case and event */

/* the ledger: one partition, so sum and reservations change in one transaction under the ETag of the sum */
byte sum;
byte edition;
byte reserved[CASES * EVENTS];
byte total;

#define SLOT(c, v) ((c) * EVENTS + (v))
#define IDLE 0
#define RESERVE 1
#define COMMIT 2
#define SETTLE 3

inline Load() {
    ver = version[CASE(m)];
    seen = edition;
    facts = sum;
    if
    :: row[m] != NONE -> at = SETTLE
    :: else ->
        /* what this very event has already reserved counts once: a retry finds its own reservation */
        need = (reserved[SLOT(CASE(m), ver + 1)] >= WANTS(m) -> 0 : WANTS(m) - reserved[SLOT(CASE(m), ver + 1)]);
        out = (facts + need <= LIMIT -> GRANTED : REFUSED);
#ifdef NO_LEDGER
        need = 0;
        out = (total + WANTS(m) <= LIMIT -> GRANTED : REFUSED);
        at = COMMIT
#else
        at = (out == GRANTED && need > 0 -> RESERVE : COMMIT)
#endif
    fi
}

inline Stop() { at = IDLE; m = 0; ver = 0; seen = 0; facts = 0; need = 0; out = NONE; held = false }

/* After the commit: trim the reservations of this case to what its events granted, up to its version only.
   A later event's reservation may belong to a handler that still lives. */
inline Settle() {
    i = 1;
    do
#ifdef RELEASE_AT_ONCE
    :: i < EVENTS ->
#else
    :: i <= version[CASE(m)] && i < EVENTS ->
#endif
        if
        :: reserved[SLOT(CASE(m), i)] > granted[SLOT(CASE(m), i)] ->
            sum = sum - (reserved[SLOT(CASE(m), i)] - granted[SLOT(CASE(m), i)]);
            reserved[SLOT(CASE(m), i)] = granted[SLOT(CASE(m), i)];
            edition++
        :: else
        fi;
        i++
    :: else -> break
    od;
    i = 0
}

active [HANDLERS] proctype Handler() {
    byte at, m, ver, seen, facts, need, out, i;
    bool held;

end_idle:
    do
    :: atomic { at == IDLE && (message[0] == WAITING || message[1] == WAITING || message[2] == WAITING) ->
        if
        :: message[0] == WAITING -> m = 0
        :: message[1] == WAITING -> m = 1
        :: message[2] == WAITING -> m = 2
        fi;
        if
        :: held = true; message[m] = LOCKED
#ifndef NO_LOST_LOCKS
        :: held = false
#endif
        fi;
        Load() }

    :: atomic { at == RESERVE ->
        if
        :: !held -> Stop()
        :: true ->
            if
#ifdef NO_LEDGER_ETAG
            :: true ->
#else
            :: edition != seen -> need = 0; Load()
            :: else ->
#endif
                sum = facts + need;                        /* as read and written back */
                reserved[SLOT(CASE(m), ver + 1)] = reserved[SLOT(CASE(m), ver + 1)] + need;
                edition++;
                need = 0;
                at = COMMIT
            fi
        fi }

    :: atomic { at == COMMIT ->
        if
        :: !held -> Stop()
        :: true ->
            if
            :: row[m] != NONE || version[CASE(m)] != ver -> need = 0; Load()
            :: else ->
                row[m] = out;
                version[CASE(m)]++;                        /* a refusal is an event of its own here: it is recorded */
                event[m] = version[CASE(m)];
                if
                :: out == GRANTED ->
                    granted[SLOT(CASE(m), ver + 1)] = WANTS(m);
                    total = total + WANTS(m);
                    assert(total <= LIMIT)                 /* I9 */
                :: else
                fi;
                at = SETTLE
            fi
        fi }

    :: atomic { at == SETTLE ->
        if
        :: !held -> Stop()
        :: true ->
#ifndef NEVER_RELEASE
            Settle();
#endif
            if
            :: held -> message[m] = COMPLETED
            :: else
            fi;
            Stop()
        fi }
    od
}

/* situations that "check --mutants" wants to see reached */
#define LIMIT_USED (total == LIMIT)

active proctype Quiescence() {
    byte i;
    atomic {
        timeout ->
        do
        :: i < MESSAGES -> assert(message[i] == COMPLETED && row[i] != NONE); i++
        :: else -> break
        od;
#ifndef NO_LEDGER
        assert(sum >= total);
#endif
#ifdef NO_LOST_LOCKS
        assert(sum == total);                              /* what was not used was released */
#endif
#ifdef LOOK
        assert(!(LOOK));
#endif
        i = 0
    }
}

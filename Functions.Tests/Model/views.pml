/* Views: one row a case and view partition, written by every handler that runs step 6, from the newest state.
   docs/protocol.md says what is modelled and what is left out.

   A run is held or lost as in path.pml: a lost run gave its message back at once, and may stop before every step. */

#ifndef HANDLERS
#define HANDLERS 2
#endif
#ifndef MESSAGES
#define MESSAGES 3       /* each commits once */
#endif
#define PARTITIONS 2

/* messages */
#define WAITING 0
#define LOCKED 1
#define COMPLETED 2
byte message[MESSAGES];
bool committed[MESSAGES];

/* the snapshot: its version, the partitions it is in now, and every partition it was ever in */
byte version;
byte now;
byte ever;
byte before;             /* what the state one commit ago was in */

/* the view rows: version 0 is no row. A row is written over a lower version only, so the version is its ETag */
byte seenBy[PARTITIONS]; /* version of the row */
bool shown[PARTITIONS];  /* a row readers see; otherwise a tombstone */

byte live;               /* handlers in the middle of projecting */

#define IDLE 0
#define READ 1
#define WRITE 2
#define LOOKAGAIN 3
#define DONE 4

/* which partitions one projection goes over */
#ifdef CURRENT_AND_LAST_PARTITIONS
#define WIDTH (now | before)
#else
#define WIDTH ever
#endif

inline Look() { ver = version; mask = now; left = WIDTH; p = 0; at = READ }
inline Skip() {
    do
    :: p < PARTITIONS && !(left & (1 << p)) -> p++
    :: else -> break
    od
}
inline Next() {
    p++;
    Skip();
    at = (p < PARTITIONS -> READ : LOOKAGAIN)
}
inline Stop() { at = IDLE; m = 0; held = false; ver = 0; mask = 0; left = 0; p = 0; etag = 0; live-- }

inline Crash() {
#ifdef NO_LOST_LOCKS
    held -> message[m] = WAITING; Stop()                   /* the lock is given back with the crash, never under a live run */
#else
    !held -> Stop()
#endif
}

inline Write() {
    if
    :: mask & (1 << p) -> seenBy[p] = ver; shown[p] = true
#ifdef NO_TOMBSTONE
    :: else -> seenBy[p] = 0; shown[p] = false
#else
#ifdef TOMBSTONE_ONLY_OVER_ROW
    :: !(mask & (1 << p)) && seenBy[p] == 0
    :: !(mask & (1 << p)) && seenBy[p] > 0 -> seenBy[p] = ver; shown[p] = false
#else
    :: else -> seenBy[p] = ver; shown[p] = false
#endif
#endif
    fi
}

active [HANDLERS] proctype Handler() {
    byte at, m, ver, mask, left, p, etag;
    bool held;

end_idle:
    do
    :: atomic { at == IDLE && (message[0] == WAITING || message[1] == WAITING || message[MESSAGES - 1] == WAITING) ->
        if
        :: message[0] == WAITING -> m = 0
        :: message[1] == WAITING -> m = 1
#if MESSAGES > 2
        :: message[2] == WAITING -> m = 2
#endif
        fi;
        if
        :: held = true; message[m] = LOCKED
#ifndef NO_LOST_LOCKS
        :: held = false
#endif
        fi;
        live++;
        if
        :: !committed[m] ->
            before = now;
            version++;
            if
            :: now = 0
            :: now = 1
            :: now = 2
            :: now = 3
            fi;
            ever = ever | now;
            committed[m] = true;
            if                                             /* a commit that leaves the rows as they were owes no projection */
#ifdef SKIP_CHANGED
            :: true -> at = DONE
#else
            :: now == before -> at = DONE
#endif
            :: now != before -> Look()
            fi
#ifdef NO_PROJECTION_AGAIN
        :: else -> at = DONE
#else
        :: else -> Look()                                  /* handled before: whoever did may have died */
#endif
        fi;
        if
        :: at == READ ->
            Skip();
            if
            :: p == PARTITIONS -> at = LOOKAGAIN
            :: else
            fi
        :: else
        fi }

    :: atomic { at == READ ->                              /* read the row of one partition */
        if
        :: Crash()
        :: true ->
            etag = seenBy[p];
            if
#ifdef NO_VERSION_GUARD
            :: true -> at = WRITE
#else
            :: seenBy[p] < ver -> at = WRITE
            :: else -> etag = 0; Next()
#endif
            fi
        fi }

    :: atomic { at == WRITE ->                             /* write it under the ETag read; a conflict reads again */
        if
        :: Crash()
        :: true ->
            if
#ifndef NO_VIEW_ETAG
            :: seenBy[p] != etag -> etag = 0; at = READ
            :: seenBy[p] == etag ->
#else
            :: true ->
#endif
                Write();
                etag = 0;
                Next()
            fi
        fi }

    :: atomic { at == LOOKAGAIN ->                         /* repeat until the rows stand still */
        if
        :: Crash()
        :: true ->
            if
#ifndef NO_LOOP
            :: now != mask -> Look(); Skip(); at = (p < PARTITIONS -> READ : LOOKAGAIN)
            :: now == mask ->
#else
            :: true ->
#endif
                at = DONE
            fi
        fi }

    :: atomic { at == DONE ->
        if
        :: Crash()
        :: true ->
            if
            :: held -> message[m] = COMPLETED
            :: else
            fi;
            Stop()
        fi }
    od
}

/* a day is longer than any handler lives: a tombstone is purged only when none is projecting */
active proctype Purge() {
end_purge:
    do
#ifdef PURGE_AT_ONCE
    :: atomic { seenBy[0] > 0 && !shown[0] -> seenBy[0] = 0 }
    :: atomic { seenBy[1] > 0 && !shown[1] -> seenBy[1] = 0 }
#else
    :: atomic { live == 0 && seenBy[0] > 0 && !shown[0] -> seenBy[0] = 0 }
    :: atomic { live == 0 && seenBy[1] > 0 && !shown[1] -> seenBy[1] = 0 }
#endif
    od
}

/* situations that "check --mutants" wants to see reached */
#define LEFT_BOTH_VIEWS (now == 0 && ever == 3)

active proctype Quiescence() {
    byte i;
    atomic {
        timeout ->
        do
        :: i < MESSAGES -> assert(message[i] == COMPLETED); i++
        :: else -> break
        od;
        i = 0;
        do
        :: i < PARTITIONS ->
            /* the views equal the newest state */
            assert(shown[i] == ((now >> i) & 1));
            assert(!shown[i] || (seenBy[i] > 0 && seenBy[i] <= version));
            i++
        :: else -> break
        od;
        assert(version == MESSAGES);
#ifdef LOOK
        assert(!(LOOK));
#endif
        i = 0
    }
}

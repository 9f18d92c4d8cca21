package org.factfloor.records;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The permanent plant-wide reference of each signal key ({@code machine/signal}), counted from 1. A reference is never
 * given to another key, and a key that left the plant keeps its reference for the day it comes back.
 * Keys that are known are answered from memory.
 */
public final class SignalRegistry {

    private final Database database;
    private final Map<String, Integer> refs = new ConcurrentHashMap<>();
    private final Map<Integer, String> keys = new ConcurrentHashMap<>();

    /** The last reference taken up from the file. */
    private volatile int learnt;

    private record Given(String key, int ref) {}

    SignalRegistry(Database database) {
        this.database = database;
        learn();
    }

    /**
     * Takes up what is new in the file. A command beside the server may have given references; they are given in order,
     * so all up to the last one seen in the file are known.
     */
    private synchronized void learn() {
        for (Given given : database.read(this::newer)) {
            remember(given.key(), given.ref());
            learnt = given.ref();
        }
    }

    /** The key's reference; assigns the next free one to a new key. */
    public int ref(String key) {
        Integer known = refs.get(key);
        if (known != null) {
            return known;
        }
        Map<String, Integer> given = database.write(handle -> assign(handle, Stream.of(key)));
        remember(given);
        return given.getOrDefault(key, 0);
    }

    /** The key's reference, if it ever had one. */
    public OptionalInt find(String key) {
        if (!refs.containsKey(key)) {
            learn();
        }
        Integer ref = refs.get(key);
        return ref == null ? OptionalInt.empty() : OptionalInt.of(ref);
    }

    /** The key a reference was given to. */
    public Optional<String> key(int ref) {
        if (!keys.containsKey(ref)) {
            learn();
        }
        return Optional.ofNullable(keys.get(ref));
    }

    /** Every key that ever had a reference, as it is now; later ones do not appear in it. */
    public Map<String, Integer> all() {
        learn();
        return Map.copyOf(refs);
    }

    /**
     * Gives each key without a reference the next one, inside a transaction that writes.
     *
     * @return the references of all the keys, for {@link #remember(Map)} once the transaction has ended well
     */
    Map<String, Integer> assign(Handle handle, Stream<String> wanted) {
        Map<String, Integer> given = new HashMap<>();
        Map<String, Integer> beside = givenBeside(handle);
        int next = handle.createQuery("SELECT coalesce(max(ref), 0) + 1 FROM signal_ref").mapTo(Integer.class).one();
        // Rows are never deleted, so references from the greatest on were never given before.
        PreparedBatch inserts = handle.prepareBatch("INSERT INTO signal_ref (ref, signal_key) VALUES (?, ?)");
        for (String key : wanted.distinct().toList()) {
            Integer known = refs.get(key);
            if (known == null) {
                known = beside.get(key);
            }
            if (known == null) {
                known = next++;
                inserts.add(known, key);
            }
            given.put(key, known);
        }
        if (inserts.size() > 0) {
            inserts.execute();
        }
        return given;
    }

    /** References that are in the file and not yet taken up. */
    private Map<String, Integer> givenBeside(Handle handle) {
        Map<String, Integer> beside = new HashMap<>();
        newer(handle).forEach(given -> beside.put(given.key(), given.ref()));
        return beside;
    }

    private List<Given> newer(Handle handle) {
        return handle.createQuery("SELECT ref, signal_key FROM signal_ref WHERE ref > :learnt ORDER BY ref")
                .bind("learnt", learnt).map((row, _) -> new Given(row.getString("signal_key"), row.getInt("ref")))
                .list();
    }

    void remember(Map<String, Integer> given) {
        given.forEach(this::remember);
    }

    private void remember(String key, int ref) {
        keys.put(ref, key);
        refs.put(key, ref);
    }
}

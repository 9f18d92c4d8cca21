package org.factfloor.demo.line;

/** A place with room for a few parts between two machines. */
final class Buffer {

    private final int capacity;
    private int held;

    Buffer(int capacity, int held) {
        this.capacity = capacity;
        this.held = held;
    }

    Buffer copy() {
        return new Buffer(capacity, held);
    }

    int held() {
        return held;
    }

    boolean full() {
        return !hasRoomFor(1);
    }

    boolean empty() {
        return held == 0;
    }

    boolean hasRoomFor(int parts) {
        return parts <= capacity - held;
    }

    boolean has(int parts) {
        return held >= parts;
    }

    void put(int parts) {
        if (!hasRoomFor(parts)) {
            throw new IllegalStateException(parts + " parts do not fit in a buffer of " + capacity + " with " + held);
        }
        held += parts;
    }

    void take(int parts) {
        if (!has(parts)) {
            throw new IllegalStateException(parts + " parts were taken from a buffer with " + held);
        }
        held -= parts;
    }
}

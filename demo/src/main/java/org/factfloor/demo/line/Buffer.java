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
        return held >= capacity;
    }

    boolean empty() {
        return held == 0;
    }

    void put() {
        if (full()) {
            throw new IllegalStateException("a buffer of " + capacity + " parts was given one more");
        }
        held++;
    }

    void take() {
        if (empty()) {
            throw new IllegalStateException("a part was taken from an empty buffer");
        }
        held--;
    }
}

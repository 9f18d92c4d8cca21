package org.factfloor.history;

/** The reference keeps its own contract. */
class MemoryHistoryProperties extends HistoryProperties {

    @Override
    protected History create() {
        return new MemoryHistory();
    }

    @Override
    protected History reopen(History open) {
        return open;
    }
}

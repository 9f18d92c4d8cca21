package org.factfloor.engine;

/** The store other stores are compared with holds the contract itself. */
class MemoryFactStoreTest extends FactStoreContract {

    @Override
    protected FactStore create() {
        return new MemoryFactStore();
    }

    @Override
    protected FactStore reopen(FactStore open) {
        return open;
    }
}

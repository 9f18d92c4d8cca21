package org.factfloor.demo.line;

/** A machine or station that makes pieces, as the simulator knows it; for the books. */
public interface Producer {

    Doing doing();

    /** Id of the product it makes. */
    String making();

    /** Good pieces made since it was commissioned, without trial pieces. */
    long good();

    /** Pieces made since then that are not good, whether or not anybody has noticed. */
    long scrap();

    /** Pieces made since then to set it up. */
    default long trials() {
        return 0;
    }
}

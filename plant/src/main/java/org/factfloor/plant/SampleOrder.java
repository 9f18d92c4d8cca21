package org.factfloor.plant;

/**
 * Which of two samples of one signal at one time stands. The order is total, so the same set of deliveries in any
 * sequence and with any repetition ends in the same content:
 *
 * <ol>
 * <li>the greater {@code revision} wins (0 from machines, a correction gets the next);
 * <li>at equal revision, the better quality wins; then the greater status code as an unsigned number;
 * <li>then the greater value type, value bits (unsigned) and text.
 * </ol>
 *
 * Samples that are equal in all of it are duplicates of each other.
 */
public final class SampleOrder {

    private SampleOrder() {}

    /**
     * Compares row {@code i} of {@code a} with row {@code j} of {@code b}, which hold the same signal at the same time.
     *
     * @return above 0 if {@code a}'s stands, below 0 if {@code b}'s stands, 0 if they are duplicates
     */
    public static int compare(SampleBatch a, int i, SampleBatch b, int j) {
        int order = Integer.compare(a.revision(i), b.revision(j));
        if (order == 0) {
            order = Quality.of(b.status(j)).compareTo(Quality.of(a.status(i)));
        }
        if (order == 0) {
            order = Integer.compareUnsigned(a.status(i), b.status(j));
        }
        if (order == 0) {
            order = a.type(i).compareTo(b.type(j));
        }
        if (order == 0) {
            order = a.type(i) == ValueType.TEXT
                    ? a.text(i).compareTo(b.text(j))
                    : Long.compareUnsigned(a.bits(i), b.bits(j));
        }
        return order;
    }
}

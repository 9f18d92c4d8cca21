package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;

/** To which factor of OEE short stops belong; OEE itself is the same in both. */
public enum Split {
    /** Short stops are lost speed (Nakajima, Introduction to TPM, 1988). */
    NAKAJIMA {
        @Override
        public long operatingTime(Quantities sums) {
            return Math.addExact(sums.get(Quantity.RUN_TIME), sums.get(Quantity.SHORT_STOP_TIME));
        }
    },
    /** Short stops are lost time: operating time is the actual production time, APT (ISO 22400-2). */
    ISO_22400 {
        @Override
        public long operatingTime(Quantities sums) {
            return sums.get(Quantity.RUN_TIME);
        }
    };

    /** Time in which the machine counts as operating, µs. */
    public abstract long operatingTime(Quantities sums);
}

package org.factfloor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkloadTest {

    /** Figures are compared with other stores and other days: the stream must never change. */
    @Test
    void givesTheStreamItsFiguresAreComparedOn() {
        assertThat(Workload.checksum()).isEqualTo(Workload.CHECKSUM);
    }
}

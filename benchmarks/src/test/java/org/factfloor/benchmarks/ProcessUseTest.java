package org.factfloor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessUseTest {

    @Test
    void readsWhatLinuxTellsWhateverTheProgramIsCalled() {
        String status = "Name:\ta\nRssAnon:\t  204800 kB\nRssFile:\t  1 kB\n";
        String stat = "42 (my (odd) name) S 1 42 42 0 -1 4194560 100 0 7 0 1250 250 0 0 20 0 9 0 100";

        assertThat(ProcessUse.parse(status, stat)).isEqualTo(new ProcessUse(200, 15));
    }
}

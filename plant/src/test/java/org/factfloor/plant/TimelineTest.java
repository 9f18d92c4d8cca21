package org.factfloor.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.factfloor.plant.Timeline.Entry;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private final Timeline<String> three = Timeline.of("a").then(10, "b").then(20, "c");

    @Test
    void valueHoldsFromItsInstantUntilTheNextOne() {
        assertThat(three.at(Long.MIN_VALUE)).isEqualTo("a");
        assertThat(three.at(9)).isEqualTo("a");
        assertThat(three.at(10)).isEqualTo("b");
        assertThat(three.at(19)).isEqualTo("b");
        assertThat(three.at(20)).isEqualTo("c");
        assertThat(three.at(Long.MAX_VALUE)).isEqualTo("c");
    }

    @Test
    void nextChangeIsLaterThanTheInstant() {
        assertThat(three.nextChange(Long.MIN_VALUE)).isEqualTo(10);
        assertThat(three.nextChange(9)).isEqualTo(10);
        assertThat(three.nextChange(10)).isEqualTo(20);
        assertThat(three.nextChange(20)).isEqualTo(Long.MAX_VALUE);
        assertThat(Timeline.of("a").nextChange(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesAChangeThatIsNotLaterThanTheOneBefore() {
        assertThatThrownBy(() -> three.then(20, "d")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20");
    }

    @Test
    void refusesTimeWithoutAValue() {
        assertThatThrownBy(() -> new Timeline<>(List.of(new Entry<>(0, "a"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timeline<>(List.<Entry<String>>of())).isInstanceOf(IllegalArgumentException.class);
    }
}

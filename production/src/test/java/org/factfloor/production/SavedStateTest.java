package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.plant.Signal;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.StaffingClaim;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.junit.jupiter.api.Test;

/** What a kernel holds. That it continues as if it had never been saved is tested with every history of {@link Shop}. */
class SavedStateTest {

    private static Shop busy() {
        return new Shop().counting(OneCount.SHOT).standard("左壳", 40).programs(Map.of("O1", "左壳"))
                .program("06:00", "O1").state("06:00", State.RUNNING).count("06:00", 0).counts("06:01", "08:00", 40, 1)
                .said("07:00", "12:00", new StaffingClaim(Staffing.UNATTENDED)).state("08:00", State.STOPPED)
                .lost(Signal.Role.COUNT, "08:30").state("09:00", State.CHANGEOVER).state("09:50", State.RUNNING)
                .said("09:50", new Entry.ProductClaim("b", Optional.empty(), OptionalInt.of(3)))
                .state("09:58", State.IDLE);
    }

    private static WorkUnitKernel kernel(Shop shop, String until) {
        WorkUnitKernel kernel = new WorkUnitKernel(shop.sheet(), shop.plan(), Shop.at("06:00"));
        Told told = new Told();
        shop.give(kernel, told);
        kernel.advanceTo(Shop.at(until), told);
        return kernel;
    }

    /** With this the engine knows when a change of the past has no more effect. */
    @Test
    void statesMeetAgainAfterAChangeOfThePast() {
        Shop first = new Shop().counting(OneCount.PART).standard("a", 40).makes("06:00", "a")
                .state("06:00", State.RUNNING).counts("06:00", "12:00", 40, 0);
        Shop second = new Shop().counting(OneCount.PART).standard("a", 40).makes("06:00", "a")
                .state("06:00", State.RUNNING).state("06:31", State.STOPPED).state("07:40", State.RUNNING)
                .counts("06:00", "06:31", 40, 0).counts("07:40", "12:00", 40, 150);
        second = second.reason("06:31", "07:00", LossPolicy.EXCLUDED);

        assertThat(kernel(first, "12:00").save()).isEqualTo(kernel(second, "12:00").save());
    }

    @Test
    void damagedStateIsRefused() {
        Shop shop = busy();
        byte[] saved = kernel(shop, "10:00").save();
        assertThat(new WorkUnitKernel(shop.sheet(), shop.plan(), saved).save()).isEqualTo(saved);

        for (int length = 0; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThatIllegalArgumentException().as("%d bytes", length)
                    .isThrownBy(() -> new WorkUnitKernel(shop.sheet(), shop.plan(), cut));
        }
        assertThatThrownBy(() -> new WorkUnitKernel(shop.sheet(), shop.plan(), Arrays.copyOf(saved, saved.length + 1)))
                .hasMessageContaining("1 bytes too many").hasMessageContaining("compute from an earlier state");
    }

    @Test
    void stateOfAnotherVersionOrKindOfMachineIsRefused() {
        Shop shop = busy();
        byte[] saved = kernel(shop, "10:00").save();
        byte[] other = saved.clone();
        other[1] += 2;
        assertThatThrownBy(() -> new WorkUnitKernel(shop.sheet(), shop.plan(), other))
                .hasMessageContaining("version 1.3, not 1.2");
        assertThatThrownBy(() -> new WorkUnitKernel(new Shop().power(1, 2).sheet(), shop.plan(), saved))
                .hasMessageContaining("m1: state saved for another kind of state source");
    }

    @Test
    void timeDoesNotGoBack() {
        WorkUnitKernel kernel = kernel(busy(), "10:00");
        assertThatThrownBy(() -> kernel.advanceTo(Shop.at("09:59"), new Told()))
                .hasMessageContaining("give samples in order of time");
    }

    @Test
    void aCopyGoesItsOwnWay() {
        WorkUnitKernel kernel = kernel(busy(), "10:00");
        byte[] before = kernel.save();
        kernel.copy().finish(Shop.at("11:00"), new Told());
        assertThat(kernel.save()).isEqualTo(before);
    }

    /** A machine that stops and starts for a week while its counter is unknown. */
    @Test
    void theStateStaysSmall() {
        Shop shop = busy();
        WorkUnitKernel kernel = kernel(shop, "10:00");
        Told told = new Told();
        int largest = 0;
        for (long time = Shop.at("10:00"); time < Shop.at("180:00"); time += Shop.seconds(7)) {
            long code = time % 3 == 0 ? 4 : time % 3;
            kernel.accept(Signal.Role.STATE, 1, time, ValueType.WHOLE, code, null, StatusCode.GOOD, 0, told);
            if (time % Shop.minutes(30) < Shop.seconds(7)) {
                largest = Math.max(largest, kernel.save().length);
            }
        }
        assertThat(largest).isLessThan(40_000);
    }

    @Test
    void aRepeatedValueCostsNoMemory() {
        Shop shop = busy();
        WorkUnitKernel kernel = kernel(shop, "10:00");
        Told told = new Told();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int samples = 30_000;
        long start = kernel.time();
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < samples; i++) {
            kernel.accept(Signal.Role.STATE, 1, start + 100_000L * i, ValueType.WHOLE, 1, null, StatusCode.GOOD, 0,
                    told);
        }
        assertThat((thread.getCurrentThreadAllocatedBytes() - before) / (double) samples).isLessThan(10);
    }
}

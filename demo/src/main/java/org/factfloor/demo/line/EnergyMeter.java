package org.factfloor.demo.line;

import java.time.LocalTime;
import java.util.List;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Role;

/** The meter in the line's supply: its power is the sum of all machines', its register counts whole kilowatt-hours. */
final class EnergyMeter extends Machine {

    private static final double KWH_PER_DAY = 985;
    private static final double NOMINAL_VOLTS = 230;

    private double energy;
    private double volts = NOMINAL_VOLTS;
    private double frequency = 50;
    private double powerFactor = 0.88;
    private double currentL1;
    private double currentL2;
    private double currentL3;
    private String tariff = "Flat";

    EnergyMeter(Dice dice, long days) {
        super(dice);
        energy = days * KWH_PER_DAY;
    }

    static MachineSheet<EnergyMeter> sheet() {
        return new MachineSheet<>("meter-1", new Label("Energy meter", "电能表"), "EM1", "meter", line -> line.meter,
                List.of(
                        Channel.<EnergyMeter>analog("Power.Active", "Active power", "有功功率", "kW", 2, m -> m.power)
                                .fast()
                                .normal(0, 75).with(Role.MAIN),
                        Channel.counter("Energy.Imported", "Energy", "电能", "kW.h", m -> (long) m.energy),
                        Channel.<EnergyMeter>analog("Power.Factor", "Power factor", "功率因数", "1", 3, m -> m.powerFactor)
                                .normal(0.8, 1),
                        Channel.<EnergyMeter>analog("Voltage.L1", "Voltage L1", "L1 相电压", "V", 1, m -> m.volts)
                                .normal(218, 242),
                        Channel.<EnergyMeter>analog("Current.L1", "Current L1", "L1 相电流", "A", 1, m -> m.currentL1)
                                .fast(),
                        Channel.analog("Current.L2", "Current L2", "L2 相电流", "A", 1, m -> m.currentL2),
                        Channel.analog("Current.L3", "Current L3", "L3 相电流", "A", 1, m -> m.currentL3),
                        Channel.<EnergyMeter>analog("Grid.Frequency", "Grid frequency", "电网频率", "Hz", 3,
                                m -> m.frequency)
                                .normal(49.8, 50.2),
                        Channel.text("Tariff.Name", "Tariff", "电价时段", m -> m.tariff)));
    }

    /** @param kilowatts power of all machines together */
    void step(FloorTime time, double kilowatts) {
        power = kilowatts;
        energy += kilowatts / 3_600;
        volts = towards(volts, NOMINAL_VOLTS, 300) + dice.noise(0.15);
        frequency = towards(frequency, 50, 60) + dice.noise(0.002);
        powerFactor = Math.clamp(towards(powerFactor, 0.84 + 0.001 * kilowatts, 20) + dice.noise(0.001), 0, 1);
        double amperes = 1_000 * kilowatts / (3 * volts * powerFactor);
        currentL1 = amperes * 1.02;
        currentL2 = amperes * 0.99 + Math.abs(dice.noise(0.2));
        currentL3 = amperes * 0.98 + Math.abs(dice.noise(0.2));
        tariff = tariff(time);
    }

    /** Times of use as Chinese grids commonly set them. */
    private static String tariff(FloorTime time) {
        if (time.time().isBefore(LocalTime.of(8, 0))) {
            return "Valley";
        }
        boolean peak = time.between(LocalTime.of(10, 0), LocalTime.of(12, 0))
                || time.between(LocalTime.of(14, 0), LocalTime.of(19, 0));
        return peak ? "Peak" : "Flat";
    }
}

package org.factfloor.connectivity;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.factfloor.plant.Area;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;

/** Builds a plant of one machine; a signal's reference is its place in the plant, from 0. */
public final class SmallPlant {

    private final List<Connection> connections = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();

    /** A connection like this one, anonymous, without security, publishing every 100 ms. */
    public static Connection connection(String id, String protocol, String endpoint) {
        return new Connection(id, Label.of(id), protocol, endpoint, Connection.Security.NONE, Optional.empty(),
                Optional.empty(), Duration.ofMillis(100), Connection.Clock.SOURCE, Optional.empty());
    }

    public SmallPlant with(Connection connection) {
        connections.add(connection);
        return this;
    }

    /** A signal of the connection added last, named after its place. */
    public SmallPlant signal(SignalKind kind, String address) {
        return signal(kind, address, Duration.ofMillis(100));
    }

    public SmallPlant signal(SignalKind kind, String address, Duration samplingInterval) {
        String id = "s" + signals.size();
        signals.add(new Signal("machine", id, Label.of(id), kind, Signal.Role.NONE, "", connections.getLast().id(),
                address, samplingInterval, Optional.empty(), new TreeMap<>()));
        return this;
    }

    public PlantModel model() {
        WorkUnit machine = new WorkUnit("machine", Label.of("Machine"), Optional.empty(), signals);
        WorkCenter line = new WorkCenter("line", Label.of("Line"), WorkCenter.Kind.PRODUCTION_LINE, List.of(machine));
        Area area = new Area("area", Label.of("Area"), List.of(line));
        Site site = new Site("site", Label.of("Site"),
                new Calendar(ZoneOffset.UTC, LocalTime.MIDNIGHT, List.of()), List.of(area));
        return new PlantModel(new Enterprise("plant", Label.of("Plant"), List.of(site)), connections);
    }

    /** The reference of a signal of {@link #model}. */
    public static int refOf(String key) {
        return Integer.parseInt(key.substring("machine/s".length()));
    }
}

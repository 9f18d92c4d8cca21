package org.factfloor.records.plantfile;

import java.util.List;

/** The sorts of mapping a plant file has, each with its keys in the order they are written. */
enum Shape {
    PLANT("factfloor", "enterprise", "connections", "templates"), ENTERPRISE("id", "name", "sites"), SITE("id", "name",
            "calendar", "areas"), CALENDAR("zone", "dayStart", "shifts", "plannedStops", "exceptions",
                    "changes"), SHIFT("id", "name", "from", "to", "days", "breaks"), BREAK("name", "from", "to",
                            "runsThrough"), PLANNED_STOP("name", "from", "to", "days"), DAY_EXCEPTION("from", "to",
                                    "name", "kind",
                                    "day"), PLAN_CHANGE("validFrom", "shifts", "plannedStops"), AREA("id", "name",
                                            "workCenters"), WORK_CENTER("id", "name", "kind", "workUnits",
                                                    "counting"), COUNTING("workUnit"), WORK_UNIT(
                                                            "id", "name", "template", "connection", "parameters",
                                                            "signals", "production"), PRODUCTION("role",
                                                                    "shortStopLimit", "stopAfter", "power", "count",
                                                                    "programs"), POWER("offBelow",
                                                                            "runningFrom"), COUNT("oneCount", "pieces",
                                                                                    "rollover",
                                                                                    "plausible"), CONNECTION("id",
                                                                                            "name", "protocol",
                                                                                            "endpoint",
                                                                                            "security", "user",
                                                                                            "passwordSecret",
                                                                                            "publishingInterval",
                                                                                            "clock",
                                                                                            "edge"), TEMPLATE("id",
                                                                                                    "name", "extends",
                                                                                                    "signals",
                                                                                                    "production"), SIGNAL(
                                                                                                            "id",
                                                                                                            "name",
                                                                                                            "kind",
                                                                                                            "role",
                                                                                                            "unit",
                                                                                                            "connection",
                                                                                                            "address",
                                                                                                            "samplingInterval",
                                                                                                            "normal",
                                                                                                            "states"), BAND(
                                                                                                                    "low",
                                                                                                                    "high"), STATE(
                                                                                                                            "name",
                                                                                                                            "meaning"), LABEL(
                                                                                                                                    "en",
                                                                                                                                    "zh");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> keys;

    Shape(String... keys) {
        this.keys = List.of(keys);
    }

    List<String> keys() {
        return keys;
    }
}

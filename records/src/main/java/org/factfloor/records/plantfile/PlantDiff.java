package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.factfloor.plant.Area;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;

/**
 * What one plant file says otherwise than another, in the order of paths; empty where only wording or order differs.
 *
 * <p>Machines and their signals are compared as resolved from templates, so a changed template shows once by itself and
 * once for each signal it changes.
 */
public record PlantDiff(List<Change> changes) {

    public PlantDiff {
        changes = List.copyOf(changes);
    }

    /**
     * One difference.
     *
     * @param path names things by id: {@code workUnits[cnc-1].signals[state].unit}
     * @param before empty for something added or a field that said nothing
     * @param after empty for something removed or a field that says nothing
     */
    public record Change(Kind kind, String path, String before, String after) {}

    /** What happened to the thing a path names. */
    public enum Kind {
        /** A thing that was not there. */
        ADDED,
        /** A thing that is no longer there. */
        REMOVED,
        /** A field of a thing that was there and is. */
        CHANGED
    }

    /** The way from one valid file to another. */
    public static PlantDiff between(PlantFile.Ok before, PlantFile.Ok after) {
        return between(things(before), things(after));
    }

    /** Everything a first file adds. */
    public static PlantDiff from(PlantFile.Ok first) {
        return between(Map.of(), things(first));
    }

    private static PlantDiff between(Map<String, Map<String, String>> before, Map<String, Map<String, String>> after) {
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            Map<String, String> old = before.get(path);
            Map<String, String> now = after.get(path);
            if (old == null) {
                changes.add(new Change(Kind.ADDED, path, "", ModelTexts.joined(Objects.requireNonNull(now))));
            } else if (now == null) {
                changes.add(new Change(Kind.REMOVED, path, ModelTexts.joined(old), ""));
            } else {
                SortedSet<String> fields = new TreeSet<>(old.keySet());
                fields.addAll(now.keySet());
                for (String field : fields) {
                    String was = old.getOrDefault(field, "");
                    String is = now.getOrDefault(field, "");
                    if (!was.equals(is)) {
                        changes.add(new Change(Kind.CHANGED, field.isEmpty() ? path : path + "." + field, was, is));
                    }
                }
            }
        }
        return new PlantDiff(changes);
    }

    /** Every thing of a plant by path, each with its fields. */
    private static Map<String, Map<String, String>> things(PlantFile.Ok file) {
        Map<String, Map<String, String>> things = new TreeMap<>();
        PlantModel model = file.model();
        things.put("enterprise",
                fields("id", model.enterprise().id(), "name", ModelTexts.of(model.enterprise().name())));
        model.connections().forEach(connection -> things.put("connections[" + connection.id() + "]",
                ModelTexts.fields(connection)));
        for (Site site : model.enterprise().sites()) {
            String path = "sites[" + site.id() + "]";
            things.put(path, fields("name", ModelTexts.of(site.name())));
            CalendarThings.add(things, path + ".calendar", site.calendar());
            site.areas().forEach(area -> addArea(things, site, area));
        }
        file.templates().forEach((path, text) -> things.put(path, fields("", text)));
        return things;
    }

    private static void addArea(Map<String, Map<String, String>> things, Site site, Area area) {
        things.put("areas[" + area.id() + "]", fields("name", ModelTexts.of(area.name()), "site", site.id()));
        for (WorkCenter center : area.workCenters()) {
            things.put("workCenters[" + center.id() + "]", fields("name", ModelTexts.of(center.name()), "kind",
                    Words.of(center.kind()), "area", area.id(), "counting", center.countingUnit().orElse("")));
            for (WorkUnit unit : center.workUnits()) {
                String path = "workUnits[" + unit.id() + "]";
                things.put(path, fields("name", ModelTexts.of(unit.name()), "template", unit.template().orElse(""),
                        "workCenter", center.id()));
                unit.sheet().ifPresent(sheet -> things.put(path + ".production", ModelTexts.fields(sheet)));
                unit.signals().forEach(
                        signal -> things.put(path + ".signals[" + signal.id() + "]", ModelTexts.fields(signal)));
            }
        }
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}

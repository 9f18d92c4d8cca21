package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.factfloor.plant.Area;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;

/** Plant models that differ from a given one in one respect: what an edit of the text must end up as. */
final class PlantModels {

    private PlantModels() {}

    static PlantModel withConnections(PlantModel model, UnaryOperator<List<Connection>> change) {
        return new PlantModel(model.enterprise(), change.apply(new ArrayList<>(model.connections())));
    }

    static PlantModel withSites(PlantModel model, UnaryOperator<Site> change) {
        Enterprise enterprise = model.enterprise();
        return new PlantModel(new Enterprise(enterprise.id(), enterprise.name(),
                enterprise.sites().stream().map(change).toList()), model.connections());
    }

    private static PlantModel withAreas(PlantModel model, UnaryOperator<Area> change) {
        return withSites(model, site -> new Site(site.id(), site.name(), site.calendar(),
                site.areas().stream().map(change).toList()));
    }

    static PlantModel withWorkCenters(PlantModel model, UnaryOperator<WorkCenter> change) {
        return withAreas(model,
                area -> new Area(area.id(), area.name(), area.workCenters().stream().map(change).toList()));
    }

    static PlantModel withWorkUnits(PlantModel model, UnaryOperator<WorkUnit> change) {
        return withWorkCenters(model, center -> center.withWorkUnits(center.workUnits().stream().map(change).toList()));
    }

    static PlantModel withSignals(PlantModel model, UnaryOperator<Signal> change) {
        return withWorkUnits(model, unit -> unit.withSignals(unit.signals().stream().map(change).toList()));
    }
}

package org.factfloor.production.measure;

import java.util.List;

/** All measures. */
public final class Measures {

    public static final List<Measure> ALL = List.of();

    private Measures() {}
}

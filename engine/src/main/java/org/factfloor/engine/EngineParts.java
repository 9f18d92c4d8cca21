package org.factfloor.engine;

import java.time.InstantSource;
import org.factfloor.history.History;

/**
 * What the engine works on. All of it belongs to the caller, who closes it after the engine.
 *
 * @param arrivals tells what history has taken
 * @param plans what holds for the machines besides their samples
 */
public record EngineParts(History history, Arrivals arrivals, Plans plans, FactStore store, InstantSource clock) {}

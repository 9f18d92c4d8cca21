/**
 * {@code plant.yaml}, the written form of the plant model.
 *
 * <p>Way in: {@link org.factfloor.records.plantfile.PlantFile#read} turns text into a model or into every problem at
 * once, each with its line; {@link org.factfloor.records.plantfile.PlantEdits} changes a text and leaves the rest of it
 * as people wrote it; {@link org.factfloor.records.plantfile.PlantDiff} tells two models apart.
 *
 * <p>Flow of a reading: text → nodes within limits ({@code PlantNodes}) → checked fields ({@code Fields}) → templates
 * laid under machines ({@code SignalParts}) → {@link org.factfloor.plant.PlantModel}.
 *
 * <p>Values in, values out: no file, clock or thread.
 */
@NullMarked
package org.factfloor.records.plantfile;

import org.jspecify.annotations.NullMarked;

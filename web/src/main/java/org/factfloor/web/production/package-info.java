/**
 * The part of the API that answers with production facts: figures, receipts, shifts, timelines, stops and losses.
 *
 * <p>Durations are told in seconds, pieces in pieces, ratios as 0 to 1 and above. All figures of one answer come from one
 * {@link org.factfloor.engine.report.Snapshot}. What a figure means is defined in docs/reference/production-rules.md.
 */
@NullMarked
package org.factfloor.web.production;

import org.jspecify.annotations.NullMarked;

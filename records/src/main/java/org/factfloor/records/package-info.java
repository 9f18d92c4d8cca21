/**
 * What people said, and the versions of the plant model: one SQLite file, {@code records.db}, and the key of the
 * secrets in it, {@code secret.key}.
 *
 * <p>Way in: {@link org.factfloor.records.Records#open}. It hands out one object per subject
 * ({@link org.factfloor.records.PlantVersions}, {@link org.factfloor.records.SignalRegistry},
 * {@link org.factfloor.records.Users}, {@link org.factfloor.records.Sessions}, {@link org.factfloor.records.ApiTokens},
 * {@link org.factfloor.records.Secrets}, {@link org.factfloor.records.Audit}; for what people say about machines
 * {@link org.factfloor.records.Entries}, {@link org.factfloor.records.Reasons}, {@link org.factfloor.records.Products},
 * {@link org.factfloor.records.Standards}, {@link org.factfloor.records.Jobs},
 * {@link org.factfloor.records.MonthLocks}); all of them are safe for several threads, throw
 * {@link org.factfloor.records.RefusedException} for what cannot be done and
 * {@link org.factfloor.records.RecordsException} when the store fails. One connection writes; transactions
 * are short, and what takes long (reading a plant file, hashing a password) happens outside them.
 *
 * <p>Commands open the same file beside a running server; both see what the other wrote at the next call.
 *
 * <p>Boundary: nothing here knows a sample, a figure or a web request.
 */
@NullMarked
package org.factfloor.records;

import org.jspecify.annotations.NullMarked;

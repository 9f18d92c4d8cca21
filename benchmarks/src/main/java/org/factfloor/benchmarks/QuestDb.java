package org.factfloor.benchmarks;

import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.CommitMode;
import io.questdb.cairo.DefaultCairoConfiguration;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.cairo.wal.ApplyWal2TableJob;
import io.questdb.cairo.wal.WalWriter;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.factfloor.plant.SampleBatch;

/** QuestDB in this process: one narrow table by hours; each batch is committed and made visible before the next. */
final class QuestDb implements Rival {

    private final boolean synced;
    private final CairoEngine engine;
    private final WalWriter writer;
    private final ApplyWal2TableJob visible;

    /**
     * Opens it in a folder.
     *
     * @param synced whether each commit waits for the disk; its default is not to
     */
    QuestDb(Path folder, boolean synced) throws SQLException, IOException {
        this.synced = synced;
        // It would log each batch to the stream that figures are printed on.
        Path quiet = Files.writeString(folder.resolveSibling("questdb-log.conf"),
                "writers=stdout\nw.stdout.class=io.questdb.log.LogConsoleWriter\nw.stdout.level=ERROR\n");
        System.setProperty("out", quiet.toString());
        engine = new CairoEngine(new DefaultCairoConfiguration(folder.toString()) {
            @Override
            public int getCommitMode() {
                return synced ? CommitMode.SYNC : CommitMode.NOSYNC;
            }
        });
        try (SqlExecutionContextImpl context = new SqlExecutionContextImpl(engine, 1)) {
            engine.execute("CREATE TABLE samples (signal INT, ts TIMESTAMP, number DOUBLE, status INT) TIMESTAMP(ts) "
                    + "PARTITION BY HOUR WAL", context.with(AllowAllSecurityContext.INSTANCE, null));
        } catch (SqlException e) {
            engine.close();
            throw new SQLException(e.getMessage(), e);
        }
        writer = engine.getWalWriter(engine.getTableTokenIfExists("samples"));
        visible = new ApplyWal2TableJob(engine, 0);
    }

    @Override
    public void apply(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            TableWriter.Row row = writer.newRow(batch.time(i));
            row.putInt(0, batch.signal(i));
            row.putDouble(2, batch.number(i));
            row.putInt(3, batch.status(i));
            row.append();
        }
        writer.commit();
        visible.drain(0);
    }

    @Override
    public String durability() {
        return synced
                ? "kill and power cut: commit mode SYNC"
                : "kill, not a power cut: its default commit mode NOSYNC";
    }

    @Override
    public void close() throws IOException {
        visible.close();
        writer.close();
        engine.close();
    }
}

package org.factfloor.intake;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that keeps only what it has to: in a {@link #crash} unsynced sectors are lost, kept or filled
 * with rubbish, and unsynced names vanish or come back, each by chance. The power can be cut, or the disk fail, at any
 * operation.
 */
final class SimulatedFiles implements JournalFiles {

    private static final int SECTOR = 64;

    private final RandomGenerator random;
    private Map<String, Content> files = new HashMap<>();
    private Map<String, Content> durableNames = new HashMap<>();
    private long operationsUntilCut = Long.MAX_VALUE;
    private boolean failing;
    private double failureRate;
    private boolean holdingSyncs;
    volatile long usable = Long.MAX_VALUE;

    /** The power is gone: nothing works any more until {@link #crash}. */
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Content {
        private byte[] now = new byte[0];
        private byte[] durable = new byte[0];
    }

    SimulatedFiles(RandomGenerator random) {
        this.random = random;
    }

    /** Cuts the power in the middle of the n-th changing operation from now. */
    synchronized void cutPowerAfter(long operations) {
        operationsUntilCut = operations;
    }

    /** While true, nothing can be written. */
    synchronized void fail(boolean fails) {
        failing = fails;
    }

    /** While true, syncs do not come back. */
    synchronized void holdSyncs(boolean holds) {
        holdingSyncs = holds;
        notifyAll();
    }

    /** Lets writes and syncs fail by chance, after having done a part. */
    synchronized void failSometimes(double rate) {
        failureRate = rate;
    }

    /** What a computer finds when it starts again after a power cut. */
    synchronized void crash() {
        operationsUntilCut = Long.MAX_VALUE;
        Map<String, Content> found = new HashMap<>();
        Set<String> names = new HashSet<>(files.keySet());
        names.addAll(durableNames.keySet());
        for (String name : names) {
            Content now = files.get(name);
            Content before = durableNames.get(name);
            Content survivor = now == before || random.nextBoolean() ? now : before;
            if (survivor != null) {
                Content content = new Content();
                content.now = settle(survivor);
                content.durable = content.now.clone();
                found.put(name, content);
            }
        }
        files = found;
        durableNames = new HashMap<>(found);
    }

    private byte[] settle(Content content) {
        int least = Math.min(content.now.length, content.durable.length);
        int most = Math.max(content.now.length, content.durable.length);
        int length = switch (random.nextInt(3)) {
            case 0 -> content.durable.length;
            case 1 -> content.now.length;
            default -> random.nextInt(least, most + 1);
        };
        byte[] settled = new byte[length];
        for (int at = 0; at < length; at += SECTOR) {
            int size = Math.min(SECTOR, length - at);
            byte[] now = sector(content.now, at, size);
            byte[] durable = sector(content.durable, at, size);
            byte[] stays = random.nextBoolean() ? durable : now;
            int changed = Arrays.mismatch(now, durable);
            if (changed >= 0 && random.nextInt(4) == 0) {
                // Rubbish where something new was written; a disk does not spoil what it had.
                stays = now.clone();
                for (int i = changed; i < size; i++) {
                    stays[i] = (byte) random.nextInt();
                }
            }
            System.arraycopy(stays, 0, settled, at, size);
        }
        return settled;
    }

    private static byte[] sector(byte[] content, int at, int size) {
        return at >= content.length ? new byte[size] : Arrays.copyOfRange(content, at, at + size);
    }

    /** What a file holds, to be looked at or spoilt: as if the disk had done it. */
    synchronized byte[] content(String name) {
        return content(files.get(name)).now.clone();
    }

    synchronized void spoil(String name, byte[] content) {
        Content spoilt = content(files.get(name));
        spoilt.now = content.clone();
        spoilt.durable = content.clone();
    }

    private static Content content(@Nullable Content content) {
        if (content == null) {
            throw new IllegalArgumentException("no such file");
        }
        return content;
    }

    /** @return whether the operation is to fail half way */
    private boolean change() throws IOException {
        if (operationsUntilCut <= 0) {
            throw new PowerCut();
        }
        operationsUntilCut--;
        if (failing) {
            throw new IOException("No space left on device");
        }
        return random.nextDouble() < failureRate;
    }

    private synchronized void awaitSyncs() throws InterruptedIOException {
        try {
            while (holdingSyncs) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while syncs are held");
        }
    }

    private void cut() {
        if (operationsUntilCut <= 0) {
            throw new PowerCut();
        }
    }

    @Override
    public synchronized List<String> names() {
        return new ArrayList<>(files.keySet());
    }

    @Override
    public synchronized JournalFile create(String name) throws IOException {
        if (change()) {
            throw new IOException("Input/output error");
        }
        Content content = new Content();
        files.put(name, content);
        return new SimulatedFile(content);
    }

    @Override
    public synchronized JournalFile open(String name) {
        return new SimulatedFile(content(files.get(name)));
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        if (change()) {
            throw new IOException("Input/output error");
        }
        files.remove(name);
    }

    @Override
    public synchronized void syncFolder() throws IOException {
        boolean fails = change();
        if (!fails) {
            durableNames = new HashMap<>(files);
        }
        cut();
        if (fails) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public long usableSpace() {
        return usable;
    }

    @Override
    public String place() {
        return "simulated";
    }

    private final class SimulatedFile implements JournalFile {

        private final Content content;

        private SimulatedFile(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            synchronized (SimulatedFiles.this) {
                return content.now.length;
            }
        }

        @Override
        public int read(ByteBuffer into, long position) {
            synchronized (SimulatedFiles.this) {
                int length = (int) Math.min(into.remaining(), content.now.length - position);
                if (length <= 0) {
                    return -1;
                }
                into.put(content.now, (int) position, length);
                return length;
            }
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            synchronized (SimulatedFiles.this) {
                boolean fails = change();
                int length = fails || operationsUntilCut <= 0 ? random.nextInt(from.remaining() + 1) : from.remaining();
                if (position + length > content.now.length) {
                    content.now = Arrays.copyOf(content.now, (int) position + length);
                }
                from.get(content.now, (int) position, length);
                cut();
                if (fails) {
                    throw new IOException("No space left on device");
                }
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (SimulatedFiles.this) {
                awaitSyncs();
                boolean fails = change();
                boolean cut = operationsUntilCut <= 0;
                content.durable = fails || cut ? settle(content) : content.now.clone();
                cut();
                if (fails) {
                    throw new IOException("Input/output error");
                }
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (SimulatedFiles.this) {
                boolean fails = change();
                if (!fails && size < content.now.length) {
                    content.now = Arrays.copyOf(content.now, (int) size);
                }
                cut();
                if (fails) {
                    throw new IOException("Input/output error");
                }
            }
        }

        @Override
        public void close() {}
    }
}
